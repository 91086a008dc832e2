import { messageGuid } from './derived.ts';
import { delayField, onlyFields, textField } from './fields.ts';
import { INCOMING_FIELDS, incomingMessage, originOf } from './incoming.ts';
import { arrivingRow } from './message-writes.ts';
import type { ExpandEvent } from './timed-write.ts';

/**
 * Somebody writes to the owner, in a DM or a group: `{ from, text, chat?, sentMs?, service?, joinMs? }`. A
 * `sentMs` before the arrival is a backlog: a high ROWID with an old date. `joinMs` is how long the row is in
 * no chat, or `never`; without it that takes 1 to 50 ms.
 */
export const text: ExpandEvent = (event, context) => {
  onlyFields(event, ['text', ...INCOMING_FIELDS, 'joinMs']);
  const content = { guid: messageGuid(context.eventId), text: textField(event, 'text') };
  return arrivingRow(
    incomingMessage(originOf(event, context), content),
    context,
    delayField(event, 'joinMs'),
  );
};
