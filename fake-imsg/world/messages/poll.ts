import { messageGuid } from '../event/derived.ts';
import { delayField, onlyFields, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { INCOMING_FIELDS, incomingMessage, originOf } from '../rows/incoming.ts';
import { arrivingRow } from '../rows/message-writes.ts';
import { optionsField, pollRow } from '../rows/poll-rows.ts';

/**
 * Somebody begins a poll: `{ from, options, question?, chat?, sentMs?, service?, joinMs? }`. The row says nothing in
 * words; what is asked and the options are in its payload (file-6).
 */
export const poll: ExpandEvent = (event, context) => {
  onlyFields(event, ['question', 'options', ...INCOMING_FIELDS, 'joinMs']);
  const { eventId } = context;
  const origin = originOf(event, context);
  const title = event.question === undefined ? '' : textField(event, 'question');
  const row = pollRow(eventId, { title, options: optionsField(event), creatorHandle: origin.sender });
  const message = incomingMessage(origin, { guid: messageGuid(eventId), text: '', row });
  return arrivingRow(message, context, delayField(event, 'joinMs'));
};
