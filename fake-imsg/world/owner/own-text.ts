import { conversationField } from '../event/conversation.ts';
import { derivedChance, messageGuid } from '../event/derived.ts';
import { handleField, onlyFields, serviceField, textField, timeField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { delivery } from '../rows/delivery.ts';
import { arrivingRow, type TextMessage } from '../rows/message-writes.ts';

/**
 * The owner writes from another device: `{ text, to | chat, sentMs?, service? }`. It arrives as one finished
 * outgoing row (file-9); in a DM
 * its delivery follows.
 */
export const ownText: ExpandEvent = (event, { eventId, atMs, owner }) => {
  onlyFields(event, ['text', 'to', 'chat', 'sentMs', 'service']);
  const guid = messageGuid(eventId);
  const conversation = conversationField(event, event.to === undefined ? [] : [handleField(event, 'to')]);
  const message: TextMessage = {
    guid,
    text: textField(event, 'text'),
    conversation,
    service: serviceField(event) ?? 'iMessage',
    sender: null,
    // Only rows made on this Mac archive mutable classes; this one was received.
    flavour: 'incoming',
    textInBodyOnly: derivedChance(eventId, 'text column', 0.5),
    sentMs: Math.trunc(timeField(event, 'sentMs', atMs)),
  };
  const row = arrivingRow(message, { atMs, owner });
  return conversation.kind === 'dm' ? [...row, delivery(guid, eventId, atMs)] : row;
};
