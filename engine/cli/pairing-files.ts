// What another product keeps of people who pair: one file of requests, and one of approvals for each account.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PairingDesk } from '../account/pairing-desk.ts';
import { DEFAULT_ACCOUNT_ID, normalizeAccountId } from '../config/account-names.ts';
import { EngineError } from '../errors.ts';
import { clean } from '../log-text.ts';

type Import = Parameters<PairingDesk['import']>[0];

const REQUESTS_FILE = 'imessage-pairing.json';
const APPROVALS_FILE = /^imessage-(?:(.+)-)?allowFrom\.json$/;
/** Of one question to the gateway, so that it fits into its line whatever they are called. */
const PEOPLE_MAX = 20;
/** Longer than any address that Messages has. */
const HANDLE_LENGTH_MAX = 254;
const CODE_LENGTH_MAX = 64;

const handle = z.union([z.string(), z.number()]).transform(String).pipe(z.string().max(HANDLE_LENGTH_MAX));
/** `new Date` makes no number of what is no date. */
const time = z
  .union([z.number(), z.string()])
  .transform((value) => new Date(value).getTime())
  .pipe(z.number());
const request = z.object({
  id: handle,
  code: z.string().max(CODE_LENGTH_MAX),
  createdAt: time,
  lastSeenAt: time.optional().catch(undefined),
  meta: z.object({ accountId: z.string().optional(), sender: handle.optional().catch(undefined) }).nullish(),
});
const requestsFile = z.object({ requests: z.array(z.unknown()) });
const approvalsFile = z.object({ allowFrom: z.array(z.unknown()) });

interface PairingFiles {
  /** What is to be taken over. */
  readonly pieces: readonly Import[];
  /** How many entries are not to be read. */
  readonly passedOver: number;
}

/** Reads the files in a folder of credentials, or in a state folder that has one. Throws `pairing_files_unusable`. */
export function readPairingFiles(dir: string, readFile: (path: string) => string): PairingFiles {
  const { folder, names } = listFiles(dir);
  const read = <Shape>(name: string, shape: z.ZodType<Shape>): Shape => {
    try {
      return shape.parse(JSON.parse(readFile(join(folder, name))));
    } catch (cause) {
      const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
      throw unusable(`${join(folder, name)} cannot be read: ${clean(reason, 200)}`, cause);
    }
  };
  const listed = names
    .filter((name) => name !== REQUESTS_FILE)
    .flatMap((name) => {
      const [, accountId = DEFAULT_ACCOUNT_ID] = APPROVALS_FILE.exec(name) ?? [];
      return read(name, approvalsFile).allowFrom.map((entry) => ({ accountId, entry }));
    });
  const asked = names.includes(REQUESTS_FILE) ? read(REQUESTS_FILE, requestsFile).requests : [];
  const approvals = listed.flatMap(({ accountId, entry }) => {
    const { data } = handle.safeParse(entry);
    return data === undefined ? [] : [{ accountId: normalizeAccountId(accountId), handle: data }];
  });
  const requests = asked.flatMap((entry) => requestIn(entry) ?? []);
  return {
    pieces: [
      ...inPieces(approvals).map((piece) => ({ approvals: piece, requests: [] })),
      ...inPieces(requests).map((piece) => ({ approvals: [], requests: piece })),
    ],
    passedOver: listed.length - approvals.length + asked.length - requests.length,
  };
}

function requestIn(entry: unknown): Import['requests'][number] | null {
  const { data } = request.safeParse(entry);
  if (data === undefined) return null;
  const { id, code, createdAt, lastSeenAt = createdAt, meta } = data;
  return {
    accountId: normalizeAccountId(meta?.accountId ?? DEFAULT_ACCOUNT_ID),
    handle: id,
    code,
    sender: meta?.sender ?? id,
    createdAtMs: createdAt,
    lastSeenAtMs: lastSeenAt,
  };
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
