// One row that a person writes, or the owner on another device, where the row is more than its text.

import type { Conversation } from '../../chat-db/write/chats.ts';
import type { MessageInput } from '../../chat-db/write/messages.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import type { WorldEvent } from '../../device/device.ts';
import { conversationField } from '../event/conversation.ts';
import { badField, delayField, handleField, serviceField, textField, timeField } from '../event/fields.ts';
import type { EventContext, TimedWrite } from '../event/timed-write.ts';
import { delivery } from './delivery.ts';
import { incomingMessage, originOf } from './incoming.ts';
import { joinDelayMs, joinTextRow, type TextMessage, writeTextRow } from './message-writes.ts';

/** Who writes it, where, and what it says; the owner writes it where there is no `from`. */
export const WRITTEN_FIELDS = ['text', 'from', 'to', 'chat', 'sentMs', 'service', 'joinMs'] as const;

/** What the row is beyond its text; asked when it is written. */
export interface Beyond {
  row(writer: ChatWriter): Partial<MessageInput>;
  /** Where it is written if the event does not say; null = what the event says, or the DM. */
  place?(writer: ChatWriter): Conversation | null;
  readonly textInBodyOnly?: true;
}

type Unplaced = Omit<TextMessage, 'conversation'> & { readonly conversation: Conversation | null };

function messageOf(event: WorldEvent, guid: string, { atMs }: EventContext, canDoWithout: boolean): Unplaced {
  const text = textField(event, 'text');
  if (event.from !== undefined) {
    if (event.to !== undefined) throw badField(event, 'to', 'remove it: "to" is for the owner only');
    return incomingMessage(originOf(event, { atMs }), { guid, text });
  }
  const to = event.to === undefined ? [] : [handleField(event, 'to')];
  return {
    guid,
    text,
    conversation: canDoWithout && !isPlaced(event) ? null : conversationField(event, to),
    service: serviceField(event) ?? 'iMessage',
    sender: null,
    // Only rows made on this Mac archive mutable classes; this one was received.
    flavour: 'incoming',
    textInBodyOnly: true,
    sentMs: Math.trunc(timeField(event, 'sentMs', atMs)),
  };
}

const isPlaced = (event: WorldEvent) => event.chat !== undefined || event.to !== undefined;

/** The writes of such a row; reads `WRITTEN_FIELDS`. Where it has no place, nothing is written. */
export function writtenRow(
  event: WorldEvent,
  context: EventContext,
  guid: string,
  { row, place, textInBodyOnly }: Beyond,
): TimedWrite[] {
  const { atMs, eventId, owner } = context;
  const message = messageOf(event, guid, context, place !== undefined);
  const conversationIn = (writer: ChatWriter) =>
    (isPlaced(event) ? null : place?.(writer)) ?? message.conversation;
  const insert: TimedWrite = {
    atMs,
    apply({ writer }) {
      const conversation = conversationIn(writer);
      if (!conversation) return;
      const only = textInBodyOnly && { textInBodyOnly };
      writeTextRow(writer, { ...message, ...only, conversation, row: row(writer) }, owner);
    },
  };
  const joinMs = delayField(event, 'joinMs') ?? joinDelayMs(message);
  if (joinMs === 'never') return [insert];
  const join: TimedWrite = {
    atMs: atMs + joinMs,
    apply({ writer }) {
      const conversation = conversationIn(writer);
      if (conversation) joinTextRow(writer, guid, conversation);
    },
  };
  return message.sender === null ? [insert, join, delivery(guid, eventId, join.atMs)] : [insert, join];
}
