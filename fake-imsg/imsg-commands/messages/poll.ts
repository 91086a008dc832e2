import { type HelperData, runBridge } from '../../command-line/bridge-run.ts';
import { type Command, type CommandContext, currentChatDb, livingMac } from '../../command-line/command.ts';
import { isIn } from '../../command-line/releases.ts';
import { DB, flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { chatNotFound, invalidOption, missingOption } from '../../command-line/usage-error.ts';
import { wholeNumber } from '../../command-line/whole-number.ts';
import { pollRequest, voteRequest } from '../../messages-app/helper/poll-requests.ts';
import {
  barePollGuid,
  type ChoiceRefusals,
  checkNamed,
  chosenOption,
  pollChoices,
  withoutChoice,
} from '../../program/poll-choice.ts';
import {
  type CaptionContext,
  type CaptionStatus,
  NO_CAPTION,
  sayCaption,
} from '../../sending/poll-caption.ts';

/** How long the row of what is said beside a poll is looked for. */
const CAPTION_MS = 8_000;
const VOTES = { since: '0.12.0' };
const UNVOTES = { since: '0.13.0' };

/**
 * `imsg poll` (wire-1.4): asks, votes, and takes a vote back. Options and complaints are those of PollCommand.swift in
 * openclaw/imsg at 4d85dc2. Late releases print
 * only once they have looked for the caption, and what became of it (wire-11.21).
 */
export const pollCommand: Command = {
  name: 'poll',
  since: '0.10.0',
  about: 'Send a native Apple Messages poll',
  discussion:
    '`send` asks; `vote` and `unvote` change what is chosen, by --option-id, --option-index or --option.',
  arguments: [{ label: 'action', about: 'send|vote|unvote' }],
  options: [
    DB,
    option('chat', 'chat guid or rowid'),
    option('chat-id', 'chat rowid'),
    option('question', 'what is asked'),
    option('comment', 'what is said beside the poll; default: the question', { since: '0.12.3' }),
    option('reply-to', 'guid of message to reply to'),
    option('option', 'poll option text; pass at least twice'),
    option('poll', 'guid of the poll', VOTES),
    option('option-id', 'UUID of the option', VOTES),
    option('option-index', 'number of the option, from 1 on', VOTES),
    flag('no-comment', 'say nothing beside the poll', { since: '0.13.4' }),
    ...STANDARD_OPTIONS,
  ],
  examples: [
    "imsg poll send --chat 'any;-;+15550001111' --question 'Dinner?' --option Soup --option Salad",
    { text: "imsg poll vote --chat 'any;-;+15550001111' --poll ABCD --option-index 1", ...VOTES },
  ],
  run(context) {
    const { release } = context.build.commandLine;
    const [action] = context.options.rest;
    if (action === 'send') return ask(context);
    if (action === 'vote' && isIn(VOTES, release)) return vote(context, 'send-poll-vote');
    if (action === 'unvote' && isIn(UNVOTES, release)) return vote(context, 'send-poll-unvote');
    throw invalidOption('action');
  },
};

/** A number is the row of a chat, whichever option it stands behind. */
function chatOf(context: CommandContext): string {
  const { options } = context;
  const named = options.text('chat')?.trim() ?? '';
  const id = options.integer('chat-id', { min: 1 }) ?? wholeNumber(named);
  if (id === null) {
    if (named === '') throw missingOption('chat');
    return named;
  }
  const chat = currentChatDb(context).chats.byId(id);
  if (!chat) throw chatNotFound(id);
  return chat.guid || chat.identifier;
}

async function ask(context: CommandContext): Promise<void> {
  const { build, options } = context;
  const { captionsPolls, verifiesCaptions } = build.delivery;
  const chatGuid = chatOf(context);
  const question = options.required('question');
  const choices = pollChoices(options.texts('option'));
  if (!choices) throw missingOption('option');
  const request = pollRequest({ chatGuid, question, options: choices }, build.delivery);
  const text = options.text('comment') || question;
  const isSaid = captionsPolls && !options.flag('no-comment');
  const say = async ({ messageGuid }: HelperData) =>
    isSaid
      ? sayCaption({ poll: String(messageGuid ?? ''), chatGuid, text }, captioning(context))
      : NO_CAPTION;
  if (verifiesCaptions) {
    await runBridge(context, request, summary, async (data) => ({ ...data, comment: await say(data) }));
    return;
  }
  let poll: HelperData = {};
  await runBridge(context, request, summary, (data) => {
    poll = data;
    return data;
  });
  await say(poll);
}

function captioning(context: CommandContext): CaptionContext {
  const { bridge, delivery } = context.build;
  const { chatDb, ...mac } = livingMac(context);
  const { complain } = context;
  return { ...mac, bridge, delivery, complain, chatDb: chatDb.current, by: 'poll send', lookMs: CAPTION_MS };
}

/** With what the caller must not do where it is not known that people can read what is asked. */
function summary({ messageGuid, comment }: HelperData): string {
  const sent = messageGuid ? `poll: sent (guid=${messageGuid})` : 'poll: queued';
  const { requested, sent: isThere, retry_safe: isSafe } = (comment ?? {}) as CaptionStatus;
  if (requested !== true || isThere === true) return sent;
  if (isThere === null) return `${sent}; caption delivery UNKNOWN; do not send it again by yourself`;
  return `${sent}; caption NOT delivered; ${isSafe ? 'send it alone again, not the poll' : 'whether it may be sent again is not known'}`;
}

const REFUSALS: ChoiceRefusals = {
  idName: 'option-id',
  indexName: 'option-index',
  nothing: () => missingOption('option-id'),
  several: () => invalidOption('choose exactly one of --option-id, --option-index, or --option'),
  noPoll: (poll) => invalidOption(`poll (could not decode options for ${poll})`),
  option: invalidOption,
};

function vote(context: CommandContext, action: 'send-poll-vote' | 'send-poll-unvote'): Promise<void> {
  const { build, options } = context;
  const chatGuid = chatOf(context);
  const given = (options.text('poll') ?? '').trim();
  if (given === '') throw missingOption('poll');
  const choice = {
    id: options.text('option-id'),
    index: options.integer('option-index'),
    text: options.text('option'),
  };
  checkNamed(choice, REFUSALS);
  const { polls } = currentChatDb(context);
  const poll = barePollGuid(given);
  const option = chosenOption(choice, given, polls.options(poll), REFUSALS);
  const isRemoved = action === 'send-poll-unvote';
  const choices = isRemoved ? withoutChoice(polls.ownChoices(poll), option) : [option.id];
  if (!choices) throw invalidOption(`option-id ${option.id} is not currently selected`);
  const request = voteRequest(action, { chatGuid, poll, choices, option }, build.delivery);
  const verb = isRemoved ? 'unvote' : 'vote';
  return runBridge(context, request, ({ messageGuid }) =>
    messageGuid ? `${verb}: sent (guid=${messageGuid})` : `${verb}: queued`,
  );
}
