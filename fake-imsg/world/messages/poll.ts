import { derivedMs, messageGuid } from '../event/derived.ts';
import { badField, choiceField, delayField, onlyFields, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { INCOMING_FIELDS, incomingMessage, originOf } from '../rows/incoming.ts';
import { arrivingRow } from '../rows/message-writes.ts';
import { optionsField, pollRow } from '../rows/poll-rows.ts';

/**
 * Somebody begins a poll: `{ from, options, question?, asks?, chat?, sentMs?, service?, joinMs? }`. The row says nothing in
 * words; what is asked and the options are in its payload (file-6). With `asks: beside` what is asked follows in a row of its own,
 * in no thread, as on macOS 26.
 */
export const poll: ExpandEvent = (event, context) => {
  onlyFields(event, ['question', 'options', 'asks', ...INCOMING_FIELDS, 'joinMs']);
  const { eventId, atMs } = context;
  const origin = originOf(event, context);
  const question = event.question === undefined ? '' : textField(event, 'question');
  const isBeside = event.asks !== undefined && choiceField(event, 'asks', ['beside']) === 'beside';
  if (isBeside && question === '') throw badField(event, 'question', 'give what is asked beside the poll');
  const guid = messageGuid(eventId);
  const row = pollRow(eventId, {
    title: isBeside ? '' : question,
    options: optionsField(event),
    creatorHandle: origin.sender,
  });
  const message = incomingMessage(origin, { guid, text: '', row });
  const begun = arrivingRow(message, context, delayField(event, 'joinMs'));
  if (!isBeside) return begun;
  const askedMs = derivedMs(eventId, 'asked', 200, 1_500);
  const asked = incomingMessage(
    { ...origin, sentMs: origin.sentMs + askedMs },
    { guid: messageGuid(`${eventId} asked`), text: question },
  );
  return [...begun, ...arrivingRow(asked, { ...context, atMs: atMs + askedMs })];
};
