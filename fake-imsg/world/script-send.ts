import { type Conversation, currentService } from '../chat-db/write-chats.ts';
import { markDelivered } from '../chat-db/write-receipts.ts';
import type { ChatWriter } from '../chat-db/writer.ts';
import type { WorldEvent } from '../device/device.ts';
import { conversationOfGuid } from './conversation.ts';
import { derivedChance, derivedMs, messageGuid } from './derived.ts';
import { badField, handleField, onlyFields, serviceField, textField } from './fields.ts';
import { joinTextRow, type TextMessage, writeTextRow } from './message-writes.ts';
import type { ExpandEvent, TimedWrite } from './timed-write.ts';

/** Share of delivered DM rows that get a date as well (chat-db.md 7). */
const DELIVERED_DATE_SHARE = 0.6;

function target(event: WorldEvent): Conversation {
  if (event.chatGuid === undefined) return { kind: 'dm', address: handleField(event, 'to') };
  const guid = textField(event, 'chatGuid');
  const conversation = conversationOfGuid(guid, []);
  if (!conversation) throw badField(event, 'chatGuid', 'give a chat guid, such as "any;-;+15550001111"');
  return conversation;
}

/**
 * What Messages does when imsg tells it by AppleScript to send: `{ chatGuid | to, service, text }`. The row
 * follows within 300 ms without a text column, its chat some milliseconds later, and in a DM the delivery.
 * The send counts as physical once the row is there.
 */
export const scriptSend: ExpandEvent = (event, { eventId, atMs, owner }) => {
  onlyFields(event, ['chatGuid', 'to', 'service', 'text']);
  const conversation = target(event);
  const asked = serviceField(event);
  const guid = messageGuid(eventId);
  const text = textField(event, 'text');
  const messageIn = (writer: ChatWriter): TextMessage => ({
    guid,
    text,
    conversation,
    service: asked ?? currentService(writer, conversation) ?? 'iMessage',
    sender: null,
    flavour: 'outgoing',
    textInBodyOnly: true,
    sentMs: Math.trunc(atMs),
  });
  const rowMs = atMs + derivedMs(eventId, 'row', 120, 300);
  const joinMs = rowMs + derivedMs(eventId, 'join', 5, 20);
  const deliveredMs = joinMs + derivedMs(eventId, 'delivered', 300, 2700);
  const deliveredDate = derivedChance(eventId, 'delivered date', DELIVERED_DATE_SHARE) ? deliveredMs : null;

  const writes: TimedWrite[] = [
    {
      atMs: rowMs,
      apply({ writer, recordSent }) {
        const message = messageIn(writer);
        const { rowid, chat } = writeTextRow(writer, message, owner);
        recordSent({ eventId, guid, rowid, chatGuid: chat.guid, service: message.service, text, atMs });
      },
    },
    { atMs: joinMs, apply: ({ writer }) => joinTextRow(writer, guid, conversation) },
  ];
  if (conversation.kind === 'dm') {
    writes.push({ atMs: deliveredMs, apply: ({ writer }) => markDelivered(writer, guid, deliveredDate) });
  }
  return writes;
};
