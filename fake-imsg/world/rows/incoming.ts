import type { Conversation } from '../../chat-db/write/chats.ts';
import type { WorldEvent } from '../../device/device.ts';
import { conversationField } from '../event/conversation.ts';
import { derivedChance, derivedFraction } from '../event/derived.ts';
import { handleField, serviceField, timeField } from '../event/fields.ts';
import type { EventContext } from '../event/timed-write.ts';
import type { TextMessage } from './message-writes.ts';

/** Of incoming rows on macOS 26, about half keep their text in the body only; SMS mostly do not (file-4.1). */
const bodyOnlyShare = (service: string) => (service === 'SMS' ? 0.1 : 0.5);

/** The fields that every event has in which one person writes once. */
export const INCOMING_FIELDS = ['from', 'chat', 'sentMs', 'service', 'line'] as const;

/** Who writes, where, by what, and when it was sent. */
export interface Origin {
  readonly sender: string;
  readonly conversation: Conversation;
  readonly service: string;
  /** Unix milliseconds. Before the arrival it is a backlog: a high ROWID with an old date. */
  readonly sentMs: number;
  /** The address of the owner that it was sent to. Default: the one of the account. */
  readonly line?: string;
}

/** Reads `INCOMING_FIELDS`; `sentMs` is the moment of the event where it is absent. */
export function originOf(event: WorldEvent, { atMs }: Pick<EventContext, 'atMs'>): Origin {
  const sender = handleField(event, 'from');
  return {
    sender,
    conversation: conversationField(event, [sender]),
    service: serviceField(event) ?? 'iMessage',
    sentMs: timeField(event, 'sentMs', atMs),
    ...(event.line !== undefined && { line: handleField(event, 'line') }),
  };
}

/** Somebody's message, as its row looks on this Mac. */
export function incomingMessage(
  { sentMs, line, ...origin }: Origin,
  content: Pick<TextMessage, 'guid' | 'text' | 'pieces' | 'balloon' | 'row'>,
): TextMessage {
  const { guid } = content;
  return {
    ...origin,
    ...content,
    ...(line !== undefined && { row: { ...content.row, ownAddress: line } }),
    flavour: 'incoming',
    textInBodyOnly: derivedChance(guid, 'text column', bodyOnlyShare(origin.service)),
    // Incoming dates are finer than a millisecond; kept inside the one that was asked for.
    sentMs: sentMs + 0.05 + 0.4 * derivedFraction(guid, 'date'),
  };
}
