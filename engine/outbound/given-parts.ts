// What an operator gives to be sent, as it has to be: a text, or words and files in their order.

import { z } from 'zod';
import { fileInputs, fileName } from '../actions/given-file.ts';
import { messageId, words } from '../actions/inputs.ts';
import { fieldsOf, parsed } from '../actions/offer.ts';
import type { AgentMessage } from '../agents/agent.ts';
import { EngineError } from '../errors.ts';
import type { PartTarget } from '../store/commands/parts.ts';

/** One send is one commit, and whoever waits for its end waits for all of it. */
export const PARTS_MAX = 20;

/** What is to be sent. */
export type GivenMessage =
  | {
      readonly text: string;
      /** Only through AppleScript, for proving that way; left out = by whichever way is there. */
      readonly by?: 'applescript';
      readonly parts?: never;
    }
  | {
      /** In this order; words may be in the thread of a message, files have captions, or are voice messages. */
      readonly parts: readonly AgentMessage[];
      readonly text?: never;
      readonly by?: never;
    };

const inThread = z.strictObject({ text: z.string(), messageId: messageId.optional() });
const { buffer, path } = fileInputs;
const file = z.strictObject({
  buffer,
  path,
  filename: fileName.optional(),
  caption: words.optional(),
  asVoice: z.boolean().optional(),
  messageId: messageId.optional(),
});

/** In their order, none of them looked at any further. Throws `action_invalid`, and `nothing_to_send` where there are none. */
export function partsGiven({ text, parts, by }: GivenMessage): readonly AgentMessage[] {
  if ((text === undefined) === (parts === undefined)) throw invalid('takes one of text and parts');
  if (parts === undefined) {
    if (typeof text !== 'string') throw invalid('text is no text');
    return [text];
  }
  if (by !== undefined) throw invalid('takes by with a text alone, not with parts');
  if (!Array.isArray(parts)) throw invalid('parts is no list');
  if (parts.length === 0) throw nothingToSend();
  if (parts.length > PARTS_MAX)
    throw invalid(
      `parts has ${parts.length} entries, and one message takes ${PARTS_MAX}: send the rest by another`,
    );
  // Of a list with gaps each is looked at all the same.
  return Array.from(parts, (part, at) => inPlace(at, () => partOf(part)));
}

export function nothingToSend(): EngineError {
  return new EngineError('nothing_to_send', { message: 'iMessage send requires text or media.' });
}

/** Says of an error which of the parts it is about. */
export function atPart(at: number, error: unknown): unknown {
  if (!(error instanceof EngineError)) return error;
  const { code, message, outcome, remedy, cause } = error;
  return new EngineError(code, { message: `parts[${at}]: ${message}`, outcome, remedy, cause });
}

/** Throws `target_unknown` for what only goes to a chat that is there: the bridge knows no others (wire-6.2). */
export function checkReach(part: AgentMessage, { to }: Pick<PartTarget, 'to'>): void {
  if (to === undefined || typeof part === 'string') return;
  const isVoice = 'asVoice' in part && part.asVoice === true;
  if (!isVoice && part.messageId === undefined) return;
  throw new EngineError('target_unknown', {
    message: `${isVoice ? 'asVoice' : 'messageId'} requires a known chat. Nothing was written with this person here yet.`,
    remedy: 'Send words or a plain file to them first.',
  });
}

function inPlace<Result>(at: number, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw atPart(at, error);
  }
}

function partOf(part: unknown): AgentMessage {
  if (typeof part === 'string') return part;
  if (typeof part !== 'object' || part === null) throw invalid('is neither text nor a file');
  const given = Object.fromEntries(fieldsOf('send', part).filter(([, value]) => value !== undefined));
  if ('text' in given) return parsed({ name: 'send', input: inThread }, given);
  if (!('buffer' in given || 'path' in given))
    throw invalid('is neither text nor a file: give text, buffer or path');
  return parsed({ name: 'send', input: file }, given);
}

function invalid(what: string): EngineError {
  return new EngineError('action_invalid', { message: `iMessage send: ${what}.` });
}
