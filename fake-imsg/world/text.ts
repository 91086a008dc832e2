import { conversationField } from './conversation.ts';
import { derivedChance, derivedFraction, messageGuid } from './derived.ts';
import { handleField, onlyFields, serviceField, textField, timeField } from './fields.ts';
import { arrivingRow, type TextMessage } from './message-writes.ts';
import type { ExpandEvent } from './timed-write.ts';

/** Of incoming rows on macOS 26, about half keep their text in the body only (chat-db.md 4.1). */
const BODY_ONLY_SHARE = 0.5;

/**
 * Somebody writes to the owner, in a DM or a group: `{ from, text, chat?, sentMs?, service? }`. A `sentMs`
 * before the arrival is a backlog: a high ROWID with an old date.
 */
export const text: ExpandEvent = (event, { eventId, atMs, owner }) => {
  onlyFields(event, ['from', 'text', 'chat', 'sentMs', 'service']);
  const sender = handleField(event, 'from');
  const message: TextMessage = {
    guid: messageGuid(eventId),
    text: textField(event, 'text'),
    conversation: conversationField(event, [sender]),
    service: serviceField(event) ?? 'iMessage',
    sender,
    flavour: 'incoming',
    textInBodyOnly: derivedChance(eventId, 'text column', BODY_ONLY_SHARE),
    // Incoming dates are finer than a millisecond; kept inside the one that was asked for.
    sentMs: timeField(event, 'sentMs', atMs) + 0.05 + 0.4 * derivedFraction(eventId, 'date'),
  };
  return arrivingRow(message, { eventId, atMs, owner });
};
