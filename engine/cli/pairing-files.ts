// What another product keeps of people who pair: one file of requests, and one of approvals for each account.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PairingDesk } from '../account/pairing-desk.ts';
import { DEFAULT_ACCOUNT_ID } from '../config/account-names.ts';
import { EngineError } from '../errors.ts';
import { clean } from '../log-text.ts';

type Import = Parameters<PairingDesk['import']>[0];

const REQUESTS_FILE = 'imessage-pairing.json';
const APPROVALS_FILE = /^imessage-(?:(.+)-)?allowFrom\.json$/;
/** Of one question to the gateway, so that it fits into its line. */
const PEOPLE_MAX = 200;

const time = z.union([z.number(), z.string()]).transform((value) => new Date(value).getTime());
const requestsFile = z.object({
  requests: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      createdAt: time,
      lastSeenAt: time.optional(),
      meta: z.object({ accountId: z.string().optional(), sender: z.string().optional() }).optional(),
    }),
  ),
});
const approvalsFile = z.object({ allowFrom: z.array(z.union([z.string(), z.number()]).transform(String)) });

/**
 * Reads the files in a folder of credentials, or in a state folder that has one. Answers what is to be taken over, in
 * pieces. Throws `pairing_files_unusable`.
 */
export function readPairingFiles(dir: string, readFile: (path: string) => string): readonly Import[] {
  const { folder, names } = listFiles(dir);
  const read = <Shape>(name: string, shape: z.ZodType<Shape>): Shape => {
    try {
      return shape.parse(JSON.parse(readFile(join(folder, name))));
    } catch (cause) {
      const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
      throw unusable(`${join(folder, name)} cannot be read: ${clean(reason, 200)}`, cause);
    }
  };
  const approvals = names.flatMap((name) => {
    const [, accountId = DEFAULT_ACCOUNT_ID] = APPROVALS_FILE.exec(name) ?? [];
    return name === REQUESTS_FILE
      ? []
      : read(name, approvalsFile).allowFrom.map((handle) => ({ accountId, handle }));
  });
  const found = names.includes(REQUESTS_FILE) ? read(REQUESTS_FILE, requestsFile).requests : [];
  const requests = found.map(({ id, code, createdAt, lastSeenAt = createdAt, meta = {} }) => ({
    accountId: meta.accountId ?? DEFAULT_ACCOUNT_ID,
    handle: id,
    code,
    sender: meta.sender ?? id,
    createdAtMs: createdAt,
    lastSeenAtMs: lastSeenAt,
  }));
  return [
    ...inPieces(approvals).map((piece) => ({ approvals: piece, requests: [] })),
    ...inPieces(requests).map((piece) => ({ approvals: [], requests: piece })),
  ];
}

function listFiles(dir: string): { readonly folder: string; readonly names: readonly string[] } {
  for (const folder of [dir, join(dir, 'credentials')]) {
    const names = namesIn(folder).filter((name) => name === REQUESTS_FILE || APPROVALS_FILE.test(name));
    if (names.length > 0) return { folder, names: names.toSorted() };
  }
  throw unusable(`In ${dir} there is neither ${REQUESTS_FILE} nor a list of who was approved.`);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function inPieces<One>(all: readonly One[]): One[][] {
  const pieces: One[][] = [];
  for (let at = 0; at < all.length; at += PEOPLE_MAX) pieces.push(all.slice(at, at + PEOPLE_MAX));
  return pieces;
}

function unusable(message: string, cause?: unknown): EngineError {
  return new EngineError('pairing_files_unusable', { message: clean(message, 500), cause });
}
