// The methods that ask people, and that vote (wire-5.3). What they refuse is in the words of RPCServer+BridgeMessageHandlers.swift in
// openclaw/imsg, at 4d85dc2 for 0.13; the refusals by `option_index` and `option` are those of PollCommand.swift there, which 0.14 took
// over for its methods. What a caption that failed is told of with (`detail`) where the outcome has none is ours.

import { askHelper } from '../messages-app/helper/ask-helper.ts';
import { pollRequest, voteRequest } from '../messages-app/helper/poll-requests.ts';
import { messageRequest } from '../messages-app/helper/send-requests.ts';
import { chatGuidOf } from '../program/chat-selector.ts';
import { invalidParams, Outcome } from '../program/outcomes.ts';
import { lookForRow, textRow } from '../sending/sent-row.ts';
import type { Params } from '../wire/params.ts';
import type { Handler, MethodContext } from './method.ts';

const OPTIONS_MIN = 2;
/** How long the row of what is said beside a poll is looked for; nothing else is sent meanwhile (wire-11.21). */
const CAPTION_MS = 2_000;

/** Once the poll is there, a message says what is asked: Messages shows the options alone. */
const pollSend: Handler = async (params, context) => {
  const early = isLenient(context) ? chatGuidOf(params.address(), context) : null;
  const question = params.string('question') ?? '';
  const options = params
    .strings('options')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (options.length < OPTIONS_MIN) throw invalidParams('at least two poll options are required');
  const comment = params.string('comment');
  const isSuppressed = params.flag('suppress_comment');
  if (comment !== null && isSuppressed)
    throw invalidParams('comment cannot be combined with suppress_comment: true');
  const chatGuid = early ?? chatGuidOf(params.address(), context);
  const data = await askHelper(context, pollRequest({ chatGuid, question, options }, context.delivery));
  const isSaid = context.delivery.captionsPolls && !isSuppressed;
  const said = isSaid ? await say(comment || question, chatGuid, context) : null;
  const told = said && context.delivery.verifiesCaptions ? { comment: said } : {};
  return { ok: true, event: 'imessage.poll.created', ...ids(data), poll: data.poll, ...told };
};

/** A caption that fails takes nothing from the poll. */
async function say(text: string, chatGuid: string, context: MethodContext): Promise<object> {
  const { clock, device, delivery, chatDb } = context;
  const sentMs = device.clock.wallMs();
  try {
    await askHelper(context, messageRequest({ chatGuid, parts: [{ text }] }, delivery));
  } catch (error) {
    if (!(error instanceof Outcome)) throw error;
    const { what } = error;
    const isSafe = what.kind === 'notStarted';
    const detail = 'delivery' in what ? what.delivery.detail : 'the comment could not be sent';
    const disposition = isSafe ? 'not_started' : 'may_have_completed';
    return { requested: true, sent: isSafe ? false : null, error: detail, disposition, retry_safe: isSafe };
  }
  if (!delivery.verifiesCaptions) return {};
  const chatId = chatDb().targets.chat(chatGuid)?.id ?? null;
  const look = () => textRow(chatDb(), { text, sentMs, chatId, bodies: true });
  const row = await lookForRow(clock, CAPTION_MS, look);
  return { requested: true, sent: true, verified: row !== null, ...(row && { message_guid: row.guid }) };
}

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
  const chosen = context.chatDb().polls.ownChoices(poll);
  if (!chosen.includes(option.id)) throw invalidParams(`option_id ${option.id} is not currently selected`);
  const choices = chosen.filter((one) => one !== option.id);
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

interface Option {
  readonly id: string;
  readonly text: string;
}

const isLenient = ({ delivery }: MethodContext) => delivery.fallsBackAfter === 'any failure';
const told = (poll: string, { id, text }: Option) => ({ poll_guid: poll, option_id: id, option_text: text });

function ids({ messageGuid: guid }: Readonly<Record<string, unknown>>): object {
  return typeof guid === 'string' && guid !== '' ? { guid, message_id: guid } : {};
}

/** Where, which poll and which of its options. Builds before 0.14 look for the chat first. Throws `Outcome`. */
function named(params: Params, context: MethodContext) {
  const early = isLenient(context) ? chatGuidOf(params.address(), context) : null;
  const given = params.string('poll_guid') ?? '';
  const choice = choiceOf(params);
  const chatGuid = early ?? chatGuidOf(params.address(), context);
  // A vote names the poll itself, not a part of it.
  const poll = given.replace(/^p:\d+\//, '');
  const options = context.chatDb().polls.options(poll);
  if (options.length === 0) throw invalidParams(`poll ${given} not found or not decodable`);
  return { poll, option: chosen(choice, options, given), chatGuid };
}

function choiceOf(params: Params) {
  const id = params.string('option_id') ?? '';
  const index = params.integer('option_index');
  const text = params.string('option') ?? '';
  const given = [id !== '', index !== null, text !== ''].filter(Boolean).length;
  if (given === 0) throw invalidParams('one of option_id, option_index, or option is required');
  if (given > 1) throw invalidParams('choose exactly one of option_id, option_index, or option');
  return { id, index, text };
}

function chosen(
  { id, index, text }: ReturnType<typeof choiceOf>,
  options: readonly Option[],
  poll: string,
): Option {
  const refuse = (detail: string) => {
    throw invalidParams(detail);
  };
  if (id !== '')
    return options.find((one) => one.id === id) ?? refuse(`option_id ${id} is not an option of poll ${poll}`);
  if (index !== null)
    return options[index - 1] ?? refuse(`option_index ${index} out of range (1...${options.length})`);
  const available = options.map((one) => one.text).join(', ');
  return (
    options.find((one) => one.text.toLowerCase() === text.toLowerCase()) ??
    refuse(`option "${text}" (available: ${available})`)
  );
}
