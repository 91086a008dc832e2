import { readWireHandle } from './identity/wire-handle.ts';
import type { MessageGuid } from './ids.ts';
import { unwrapped } from './text.ts';

/** The message to which somebody replied in a thread. */
export interface RepliedTo {
  /** The first message of the thread. */
  readonly guid: MessageGuid;
  /** What it says; null where imsg does not tell. */
  readonly text: string | null;
  /** Who wrote it; null where imsg does not tell. */
  readonly sender: string | null;
}

/**
 * Only a thread makes a reply: Messages itself chains nearly every row to the one before (`reply_to_guid`), and imsg
 * tells text and sender of that one too (ruling-41).
 */
export function repliedTo(
  fields: Readonly<Record<string, unknown>>,
  region: string | null,
): RepliedTo | null {
  const guid = fields.thread_originator_guid;
  if (typeof guid !== 'string' || guid === '') return null;
  const unwrappedOf = (value: string | null) => (value === null ? null : unwrapped(value));
  const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  const sender = textOf(fields.reply_to_sender);
  return {
    guid: guid as MessageGuid,
    text: unwrappedOf(textOf(fields.reply_to_text)),
    sender: sender === null ? null : readWireHandle(sender, region),
  };
}
