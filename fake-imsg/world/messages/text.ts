import { messageGuid } from '../event/derived.ts';
import { delayField, flagField, onlyFields, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { INCOMING_FIELDS, incomingMessage, originOf } from '../rows/incoming.ts';
import { arrivingRow } from '../rows/message-writes.ts';

/**
 * Somebody writes to the owner, in a DM or a group: `{ from, text, chat?, sentMs?, service?, joinMs?,
 * noHandle? }`. A `sentMs` before the arrival is a backlog: a high ROWID with an old date. `joinMs` is how long
 * the row is in no chat, or `never`; without it that takes 1 to 50 ms. `noHandle` (default false) is a damaged row,
 * or one of a business, that does not say who wrote it (file-3.5).
 */
export const text: ExpandEvent = (event, context) => {
  onlyFields(event, ['text', ...INCOMING_FIELDS, 'joinMs', 'noHandle']);
  const content = {
    guid: messageGuid(context.eventId),
    text: textField(event, 'text'),
    ...(flagField(event, 'noHandle', false) && { row: { handleRowid: 0 } }),
  };
  return arrivingRow(
    incomingMessage(originOf(event, context), content),
    context,
    delayField(event, 'joinMs'),
  );
};
