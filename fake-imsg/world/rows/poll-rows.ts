// What makes a row a poll or a vote (file-6).

import { POLL_BALLOON, type PollOption, pollPayload } from '../../chat-db/blobs/poll-payload.ts';
import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import type { MessageInput } from '../../chat-db/write/messages.ts';
import type { WorldEvent } from '../../device/device.ts';
import { badField } from '../event/fields.ts';

/** `associated_message_type` of a vote. */
const VOTE = 4000;
const ADDITION = 2;
/** What Messages lets people ask about. */
const OPTIONS = { least: 2, most: 12 } as const;

/** The texts of the options that an event names. */
export function optionsField(event: WorldEvent): readonly string[] {
  const { options } = event;
  const isList = Array.isArray(options) && options.every((one) => typeof one === 'string' && one !== '');
  if (isList && options.length >= OPTIONS.least && options.length <= OPTIONS.most) return options;
  throw badField(event, 'options', 'give a list of 2 to 12 texts, such as ["Pizza", "Sushi"]');
}

/** The options of the poll that an event begins. */
export const pollOptions = (eventId: string, texts: readonly string[]): PollOption[] =>
  texts.map((text, index) => ({ optionIdentifier: derivedGuid(eventId, `option ${index}`), text }));

/** @param creatorHandle Whose poll it is. */
export function pollRow(
  eventId: string,
  { title, options, creatorHandle }: { title: string; options: readonly string[]; creatorHandle: string },
): Partial<MessageInput> {
  const orderedPollOptions = pollOptions(eventId, options);
  const payload = () => pollPayload({ title, creatorHandle, orderedPollOptions });
  return { text: null, attributedBody: null, balloon: { bundleId: POLL_BALLOON, payload } };
}

/** Adds an option: the row has all there are by then, and names the poll. */
export function additionRow(
  poll: string,
  item: { readonly creatorHandle?: string | undefined; readonly options: readonly PollOption[] },
): Partial<MessageInput> {
  const { creatorHandle, options: orderedPollOptions } = item;
  const payload = () =>
    pollPayload({ title: '', ...(creatorHandle !== undefined && { creatorHandle }), orderedPollOptions });
  return {
    text: null,
    attributedBody: null,
    balloon: { bundleId: POLL_BALLOON, payload },
    association: { target: poll, type: ADDITION, range: { location: 0, length: -1 } },
  };
}

/** @param choices Identifiers of all options that the participant has chosen by now. */
export function voteRow(
  poll: string,
  participantHandle: string,
  choices: readonly string[],
): Partial<MessageInput> {
  const votes = choices.map((voteOptionIdentifier) => ({ participantHandle, voteOptionIdentifier }));
  return {
    text: null,
    attributedBody: null,
    balloon: { bundleId: POLL_BALLOON, payload: () => pollPayload({ votes }) },
    association: { target: poll, type: VOTE, range: { location: 0, length: -1 } },
  };
}
