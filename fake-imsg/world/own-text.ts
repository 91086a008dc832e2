import { conversationField } from './conversation.ts';
import { derivedChance, messageGuid } from './derived.ts';
import { handleField, onlyFields, serviceField, textField, timeField } from './fields.ts';
import { arrivingRow, type TextMessage } from './message-writes.ts';
import type { ExpandEvent } from './timed-write.ts';

/**
 * The owner writes from another device: `{ text, to | chat, sentMs?, service? }`. It arrives as one finished
 * outgoing row (chat-db.md 9).
 */
export const ownText: ExpandEvent = (event, { eventId, atMs, owner }) => {
  onlyFields(event, ['text', 'to', 'chat', 'sentMs', 'service']);
  const message: TextMessage = {
    guid: messageGuid(eventId),
    text: textField(event, 'text'),
    conversation: conversationField(event, event.to === undefined ? [] : [handleField(event, 'to')]),
    service: serviceField(event) ?? 'iMessage',
    sender: null,
    // Only rows made on this Mac archive mutable classes; this one was received.
    flavour: 'incoming',
    textInBodyOnly: derivedChance(eventId, 'text column', 0.5),
    sentMs: Math.trunc(timeField(event, 'sentMs', atMs)),
  };
  return arrivingRow(message, { atMs, owner });
};
