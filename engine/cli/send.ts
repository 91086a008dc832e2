// `imgate send` and `imgate action`: what the operator says and does by the gateway that runs.

import { resolve } from 'node:path';
import { MEGABYTES_MAX } from '../config/keys/values.ts';
import { EngineError } from '../errors.ts';
import type { AskGateway } from '../gateway/control-client.ts';
import { type AskedOutcome, askOwnAccord, OUTCOME_WITHIN_MS } from '../gateway/send-client.ts';
import { clean } from '../log-text.ts';
import { asTyped, copyGiven } from './given-files.ts';
import { configOf } from './state-dir.ts';
import type { Terminal } from './terminal.ts';

export interface OwnAccordOptions {
  readonly to?: string;
  readonly account?: string;
  readonly json?: true;
  readonly config?: string;
}

const TEXT_LENGTH_MAX = 300;

export interface SendOptions extends OwnAccordOptions {
  /** Paths as the shell has them. */
  readonly file?: readonly string[];
  /** Said with the first of them. */
  readonly caption?: string;
  /** They are voice messages. */
  readonly voice?: true;
}

/**
 * A text, and files behind it. True = all of it is proven to have been sent. Throws as `askOwnAccord.send` does, and
 * `file_unusable`.
 */
export async function sendMessage(
  text: string | undefined,
  { file: files = [], caption, voice, ...options }: SendOptions,
  terminal: Terminal,
): Promise<boolean> {
  const { ask, ofWhom, stateDir, bytesMax } = asked(options, terminal);
  if (files.length === 0) {
    if (caption !== undefined) throw needsFile('--caption');
    if (voice) throw needsFile('--voice');
    const given = text === undefined ? { parts: [] } : { text };
    return shown(askOwnAccord.send(ask, { ...ofWhom, ...given }), options, terminal);
  }
  const words = text === undefined ? [] : [text];
  const { copies, remove } = await copyGiven(
    files.map((path) => path && resolve(path)),
    stateDir,
    bytesMax,
    await terminal.disk(),
  );
  const parts = copies.map((copy, at) => ({
    ...copy,
    ...(at === 0 && caption !== undefined && { caption }),
    ...(voice && { asVoice: true }),
  }));
  const names = [...words.map(() => ''), ...copies.map(({ filename }) => filename)];
  const typed = [...words.map(() => null), ...files];
  const asking = askOwnAccord
    .send(ask, { ...ofWhom, parts: [...words, ...parts] })
    .catch((error: unknown) => {
      throw asTyped(error, typed);
    })
    .finally(remove);
  return shown(asking, options, terminal, names);
}

function needsFile(option: string): EngineError {
  return new EngineError('action_invalid', {
    message: `${option} is of a file, and none is given.`,
    remedy: 'Give one with --file.',
  });
}

/** What nobody takes for a message of somebody's. */
const VERIFIES = 'imgate: a test of whether this Mac can send.';

/**
 * Has a message sent by AppleScript, which is the only way to know whether macOS allows that (ruling-16). True = it is
 * proven to have been sent. Throws as `askOwnAccord.send` does.
 */
export async function verifySend(
  to: string,
  options: OwnAccordOptions,
  terminal: Terminal,
): Promise<boolean> {
  const { ask, ofWhom } = asked({ ...options, to }, terminal);
  const isSent = await shown(
    askOwnAccord.send(ask, { ...ofWhom, text: VERIFIES, by: 'applescript' }),
    options,
    terminal,
  );
  if (isSent && !options.json) terminal.out('Automation works: macOS lets Messages be controlled.\n');
  return isSent;
}

/** Likewise. `input` = JSON. */
export function doAction(
  name: string,
  { input, ...options }: OwnAccordOptions & { readonly input?: string },
  terminal: Terminal,
): Promise<boolean> {
  const { ask, ofWhom } = asked(options, terminal);
  const action = { ...ofWhom, name, ...(input !== undefined && { input: parsed(input) }) };
  return shown(askOwnAccord.act(ask, action), options, terminal);
}

function asked(
  { to, account, config }: OwnAccordOptions,
  terminal: Terminal,
): {
  readonly ask: AskGateway;
  readonly ofWhom: { to?: string; accountId?: string };
  readonly stateDir: string;
  /** Of the largest file that any account sends. */
  readonly bytesMax: number;
} {
  const ofWhom = { ...(to !== undefined && { to }), ...(account !== undefined && { accountId: account }) };
  const read = configOf(config, terminal);
  const stateDir = read?.stateDir ?? terminal.places.stateDir;
  const limits = read?.accounts.map(({ mediaBytesMax }) => mediaBytesMax) ?? [MEGABYTES_MAX * 1024 * 1024];
  const bytesMax = Math.max(...limits);
  return { ask: terminal.gatewayAt(stateDir, OUTCOME_WITHIN_MS), ofWhom, stateDir, bytesMax };
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    throw new EngineError('action_invalid', { message: '--input is not JSON.' });
  }
}

/** @param names Of the parts, where they are files. */
async function shown(
  asking: Promise<AskedOutcome>,
  { json }: OwnAccordOptions,
  terminal: Terminal,
  names: readonly string[] = [],
): Promise<boolean> {
  const outcome = madeSafe(await asking);
  if (json) terminal.out(`${JSON.stringify(outcome, null, 2)}\n`);
  else for (const part of outcome.parts) terminal.out(`${lineOf(part, names[part.of ?? -1])}\n`);
  return outcome.parts.every(({ state }) => state === 'sent');
}

/** It comes from another process, and what stands in it from Messages. */
function madeSafe({ chatGuid, parts }: AskedOutcome): AskedOutcome {
  return {
    chatGuid: clean(chatGuid, TEXT_LENGTH_MAX),
    parts: parts.map(({ state, guid, reason, of }) => ({
      state: clean(state, 20),
      guid: guid && clean(guid, 64),
      reason: clean(reason, TEXT_LENGTH_MAX),
      ...(of !== undefined && { of }),
    })),
  };
}

function lineOf({ state, guid, reason }: AskedOutcome['parts'][number], name = ''): string {
  const why = reason === '' || state === 'sent' ? '' : `: ${reason}`;
  const words = [state, guid ?? '', clean(name, TEXT_LENGTH_MAX)].filter((word) => word !== '');
  return `${words.join(' ')}${why}`;
}
