// `imgate send` and `imgate action`: what the operator says and does by the gateway that runs.

import { basename, resolve } from 'node:path';
import { EngineError } from '../errors.ts';
import type { AskGateway } from '../gateway/control-client.ts';
import { type AskedOutcome, askOwnAccord, OUTCOME_WITHIN_MS } from '../gateway/send-client.ts';
import { clean } from '../log-text.ts';
import { stateDirOf } from './state-dir.ts';
import type { Terminal } from './terminal.ts';

export interface OwnAccordOptions {
  readonly to?: string;
  readonly account?: string;
  readonly json?: true;
  readonly config?: string;
}

const TEXT_LENGTH_MAX = 300;

/**
 * A text, and files behind it, each at a path as the shell has it. True = all of it is proven to have been sent. Throws as
 * `askOwnAccord.send` does.
 */
export function sendMessage(
  text: string | undefined,
  { file: files = [], ...options }: OwnAccordOptions & { readonly file?: readonly string[] },
  terminal: Terminal,
): Promise<boolean> {
  const { ask, ofWhom } = asked(options, terminal);
  if (files.length === 0 && text !== undefined)
    return shown(askOwnAccord.send(ask, { ...ofWhom, text }), options, terminal);
  const words = text === undefined ? [] : [text];
  // The gateway stands in another folder.
  const parts = [...words, ...files.map((path) => ({ path: resolve(path) }))];
  const names = [...words.map(() => ''), ...files.map((path) => basename(path))];
  return shown(askOwnAccord.send(ask, { ...ofWhom, parts }), options, terminal, names);
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
): { readonly ask: AskGateway; readonly ofWhom: { to?: string; accountId?: string } } {
  const ofWhom = { ...(to !== undefined && { to }), ...(account !== undefined && { accountId: account }) };
  const stateDir = stateDirOf(config, terminal);
  return { ask: terminal.gatewayAt(stateDir, OUTCOME_WITHIN_MS), ofWhom };
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
