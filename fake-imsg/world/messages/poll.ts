import { POLL_BALLOON, pollPayload } from '../../chat-db/blobs/poll-payload.ts';
import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import { messageGuid } from '../event/derived.ts';
import { badField, delayField, onlyFields, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { INCOMING_FIELDS, incomingMessage, originOf } from '../rows/incoming.ts';
import { arrivingRow } from '../rows/message-writes.ts';

/** What Messages lets people ask about. */
const OPTIONS = { least: 2, most: 12 } as const;

/**
 * Somebody begins a poll: `{ from, options, question?, chat?, sentMs?, service?, joinMs? }`. The row says nothing in
 * words; what is asked and the options are in its payload (file-6).
 */
export const poll: ExpandEvent = (event, context) => {
  onlyFields(event, ['question', 'options', ...INCOMING_FIELDS, 'joinMs']);
  const { eventId } = context;
  const guid = messageGuid(eventId);
  const origin = originOf(event, context);
  const title = event.question === undefined ? '' : textField(event, 'question');
  const { options } = event;
  const isList = Array.isArray(options) && options.every((one) => typeof one === 'string' && one !== '');
  if (!isList || options.length < OPTIONS.least || options.length > OPTIONS.most)
    throw badField(event, 'options', 'give a list of 2 to 12 texts, such as ["Pizza", "Sushi"]');
  const orderedPollOptions = options.map((text: string, index) => ({
    optionIdentifier: derivedGuid(eventId, `option ${index}`),
    text,
  }));
  const payload = () => pollPayload({ title, creatorHandle: origin.sender, orderedPollOptions });
  const row = { text: null, attributedBody: null, balloon: { bundleId: POLL_BALLOON, payload } };
  const message = incomingMessage(origin, { guid, text: '', row });
  return arrivingRow(message, context, delayField(event, 'joinMs'));
};
