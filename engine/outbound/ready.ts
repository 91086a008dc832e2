// From what an agent answers to what leaves: files are copied, messages that are named are found.

import type { Actions, Place } from '../actions/actions.ts';
import type { AgentFile, AgentMessage, AgentWords } from '../agents/agent.ts';
import { EngineError } from '../errors.ts';
import { chatWords } from '../log-text.ts';
import { MediaFailure } from '../media/failures.ts';
import { safeFileName } from '../message/file-name.ts';
import type { Logger } from '../ports/logger.ts';
import type { Group } from '../store/group-of.ts';
import type { Outgoing } from './kinds/kinds.ts';
import { outgoingOf, wordsOf } from './outgoing-of.ts';
import type { Planner } from './plan/planner.ts';

interface ReadyOptions {
  readonly place: Place & { readonly chatId: number; readonly group: Group };
  readonly actions: Actions;
  readonly plan: Planner;
  readonly logger: Logger;
}

/** What leaves of the messages of an answer, in their order; null = the gateway stops before it is known. */
export async function readyToLeave(
  messages: readonly AgentMessage[],
  options: ReadyOptions,
): Promise<readonly Outgoing[] | null> {
  const ready: Outgoing[] = [];
  try {
    for (const message of messages) ready.push(...(await asFarAsPossible(message, options)));
    return ready;
  } catch (error) {
    if (error instanceof EngineError && error.code === 'turn_over') return null;
    throw error;
  }
}

/** Words without a thread. */
export function saidIn(
  text: string,
  { plan, place, logger }: Omit<ReadyOptions, 'actions'>,
): readonly Outgoing[] {
  const words = wordsOf(plan(text));
  if (words.length === 0 && text.trim() !== '')
    logger.info(`imessage: nothing of a reply for ${chatWords(place.chatId)} is for people to see`);
  return words;
}

/** Programs write null where they leave something out. */
function given(file: AgentFile): object {
  return Object.fromEntries(Object.entries(file).filter(([, value]) => value !== null));
}

function isFile(message: AgentWords | AgentFile): message is AgentFile {
  const { buffer, path } = message as Partial<AgentFile>;
  return typeof buffer === 'string' || typeof path === 'string';
}

/**
 * What leaves of one message. Rejects with `EngineError` where its file cannot be sent, or where the message that it names is
 * none of this chat.
 */
export async function leavingOf(message: AgentMessage, options: ReadyOptions): Promise<readonly Outgoing[]> {
  const { actions, place, plan } = options;
  if (typeof message === 'string') return saidIn(message, options);
  if (isFile(message))
    return outgoingOf(await actions.resolve(place, { name: 'upload-file', input: given(message) }), plan);
  const { text, messageId } = message;
  const replyTo = messageId == null ? null : await actions.threadOf(place, messageId);
  return replyTo === null ? saidIn(text, options) : wordsOf(plan(text), { replyTo });
}

/**
 * A file that cannot be sent becomes a part that fails, without what is said of it: its agent cannot be told any more, whoever
 * looks at the turn is, and the rest is none the worse. Words go as any others where the message that they name is none of this
 * chat (OUT-11).
 */
async function asFarAsPossible(message: AgentMessage, options: ReadyOptions): Promise<readonly Outgoing[]> {
  const { place, logger } = options;
  try {
    return await leavingOf(message, options);
  } catch (error) {
    if (typeof message === 'string') throw error;
    const why = whyNot(error);
    if (isFile(message)) return [refused(message, why)];
    logger.warn(`imessage: a reply for ${chatWords(place.chatId)} goes without its thread: ${why}`);
    return saidIn(message.text, options);
  }
}

function refused({ filename, path }: AgentFile, refusal: string): Outgoing {
  const name = safeFileName(String(filename ?? path ?? '')) ?? 'file';
  return { kind: 'file', content: { path: '', name, bytes: 0, refusal } };
}

/** As it may stand in a log: paths and names of files may not. */
function whyNot(error: unknown): string {
  if (!(error instanceof EngineError) || error.code === 'turn_over') throw error;
  if (error.code !== 'file_unusable') return `${error.code}: ${error.message}`;
  return error.cause instanceof MediaFailure ? `${error.code}: ${error.cause.message}` : error.code;
}
