import { setSchedule } from '../../chat-db/write/schedules.ts';
import { conversationField } from '../event/conversation.ts';
import { derivedMs, messageGuid } from '../event/derived.ts';
import { durationField, handleField, onlyFields, textField } from '../event/fields.ts';
import type { ExpandEvent, TimedWrite } from '../event/timed-write.ts';
import { delivery } from '../rows/delivery.ts';
import { arrivingRow, type TextMessage } from '../rows/message-writes.ts';

const HOUR_MS = 3_600_000;
const SEND_LATER = 2;

/**
 * The owner has Messages send something later: `{ text, to | chat, dueMs? }`, `dueMs` from now (default an hour). The row is
 * there at once, with the date at which it is due, and from then on is as any other (file-7). In which column its text is
 * nobody has said: here it is in both.
 */
export const ownScheduled: ExpandEvent = (event, { eventId, atMs, owner }) => {
  onlyFields(event, ['text', 'to', 'chat', 'dueMs']);
  const guid = messageGuid(eventId);
  const dueMs = atMs + durationField(event, 'dueMs', HOUR_MS);
  const conversation = conversationField(event, event.to === undefined ? [] : [handleField(event, 'to')]);
  const message: TextMessage = {
    guid,
    text: textField(event, 'text'),
    conversation,
    service: 'iMessage',
    sender: null,
    flavour: 'outgoing',
    textInBodyOnly: false,
    sentMs: Math.trunc(dueMs),
    row: { schedule: { type: SEND_LATER, state: 1 } },
  };
  const stands = (writeMs: number, type: number, state: number): TimedWrite => ({
    atMs: writeMs,
    apply: ({ writer }) => setSchedule(writer, guid, { type, state }),
  });
  return [
    ...arrivingRow(message, { atMs, owner }),
    stands(Math.min(dueMs, atMs + derivedMs(eventId, 'accepted', 100, 900)), SEND_LATER, 2),
    stands(dueMs, 0, 0),
    ...(conversation.kind === 'dm' ? [delivery(guid, eventId, dueMs)] : []),
  ];
};
