// The methods that ask people, and that vote (wire-5.3). What they refuse is in the words of RPCServer+BridgeMessageHandlers.swift in
// openclaw/imsg, at 4d85dc2 for 0.13; the refusals by `option_index` and `option` are those of PollCommand.swift there, which 0.14 took
// over for its methods.

import { askHelper } from '../messages-app/helper/ask-helper.ts';
import { pollRequest, voteRequest } from '../messages-app/helper/poll-requests.ts';
import { chatGuidOf } from '../program/chat-selector.ts';
import { invalidParams } from '../program/outcomes.ts';
import {
  barePollGuid,
  type ChoiceRefusals,
  checkNamed,
  chosenOption,
  type PollOption,
  pollChoices,
  withoutChoice,
} from '../program/poll-choice.ts';
import { NO_CAPTION, sayCaption } from '../sending/poll-caption.ts';
import type { Params } from '../wire/params.ts';
import type { Handler, MethodContext } from './method.ts';

/** How long the row of what is said beside a poll is looked for; nothing else is sent meanwhile (wire-11.21). */
const CAPTION_MS = 2_000;

/** Once the poll is there, a message says what is asked: Messages shows the options alone. */
const pollSend: Handler = async (params, context) => {
  const early = isLenient(context) ? chatGuidOf(params.address(), context) : null;
  const question = params.string('question') ?? '';
  const options = pollChoices(params.strings('options'));
  if (!options) throw invalidParams('at least two poll options are required');
  const comment = params.string('comment');
  const isSuppressed = params.flag('suppress_comment');
  if (comment !== null && isSuppressed)
    throw invalidParams('comment cannot be combined with suppress_comment: true');
  const chatGuid = early ?? chatGuidOf(params.address(), context);
  const data = await askHelper(context, pollRequest({ chatGuid, question, options }, context.delivery));
  const { captionsPolls, verifiesCaptions } = context.delivery;
  const caption = { poll: String(data.messageGuid ?? ''), chatGuid, text: comment || question };
  const captioning = { ...context, by: 'poll.send', lookMs: CAPTION_MS } as const;
  const isSaid = captionsPolls && !isSuppressed;
  const said = isSaid ? await sayCaption(caption, captioning, context.stillRuns) : NO_CAPTION;
  const told = verifiesCaptions ? { comment: said } : {};
  return { ok: true, event: 'imessage.poll.created', ...ids(data), poll: data.poll, ...told };
};

const vote: Handler = async (params, context) => {
  const { poll, option, chatGuid } = named(params, context);
  const request = voteRequest(
    'send-poll-vote',
    { chatGuid, poll, choices: [option.id], option },
    context.delivery,
  );
  const data = await askHelper(context, request);
  return { ok: true, event: 'imessage.poll.voted', ...told(poll, option), ...ids(data) };
};

const unvote: Handler = async (params, context) => {
  const { poll, option, chatGuid } = named(params, context);
  const choices = withoutChoice(context.chatDb().polls.ownChoices(poll), option);
  if (!choices) throw invalidParams(`option_id ${option.id} is not currently selected`);
  const request = voteRequest('send-poll-unvote', { chatGuid, poll, choices, option }, context.delivery);
  const data = await askHelper(context, request);
  const left = { remaining_option_ids: choices };
  return { ok: true, event: 'imessage.poll.unvoted', ...told(poll, option), ...left, ...ids(data) };
};

export const POLL_HANDLERS = {
  'poll.send': pollSend,
  'messages.poll.send': pollSend,
  'poll.vote': vote,
  'messages.poll.vote': vote,
  'poll.unvote': unvote,
  'polls.unvote': unvote,
  'messages.poll.unvote': unvote,
} as const satisfies Record<string, Handler>;

const isLenient = ({ delivery }: MethodContext) => delivery.fallsBackAfter === 'any failure';
const told = (poll: string, { id, text }: PollOption) => ({
  poll_guid: poll,
  option_id: id,
  option_text: text,
});

function ids({ messageGuid: guid }: Readonly<Record<string, unknown>>): object {
  return typeof guid === 'string' && guid !== '' ? { guid, message_id: guid } : {};
}

const REFUSALS: ChoiceRefusals = {
  idName: 'option_id',
  indexName: 'option_index',
  nothing: () => invalidParams('one of option_id, option_index, or option is required'),
  several: () => invalidParams('choose exactly one of option_id, option_index, or option'),
  noPoll: (poll) => invalidParams(`poll ${poll} not found or not decodable`),
  option: invalidParams,
};

/** Where, which poll and which of its options. Builds before 0.14 look for the chat first. Throws `Outcome`. */
function named(params: Params, context: MethodContext) {
  const early = isLenient(context) ? chatGuidOf(params.address(), context) : null;
  const given = params.string('poll_guid') ?? '';
  const choice = {
    id: params.string('option_id'),
    index: params.integer('option_index'),
    text: params.string('option'),
  };
  checkNamed(choice, REFUSALS);
  const chatGuid = early ?? chatGuidOf(params.address(), context);
  const poll = barePollGuid(given);
  const option = chosenOption(choice, given, context.chatDb().polls.options(poll), REFUSALS);
  return { poll, option, chatGuid };
}
