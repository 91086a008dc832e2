import { runBridge } from '../../command-line/bridge-run.ts';
import { type Command, type CommandContext, currentChatDb, livingMac } from '../../command-line/command.ts';
import { isIn } from '../../command-line/releases.ts';
import { DB, flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { chatNotFound, invalidOption, missingOption } from '../../command-line/usage-error.ts';
import { askHelper } from '../../messages-app/helper/ask-helper.ts';
import { pollRequest, voteRequest } from '../../messages-app/helper/poll-requests.ts';
import { messageRequest } from '../../messages-app/helper/send-requests.ts';
import { Outcome } from '../../program/outcomes.ts';
import { lookForRow, textRow } from '../../sending/sent-row.ts';

const OPTIONS_MIN = 2;
/** How long the row of what is said beside a poll is looked for. */
const CAPTION_MS = 8_000;
const VOTES = { since: '0.12.0' };
const UNVOTES = { since: '0.13.0' };

/**
 * `imsg poll` (wire-1.4): asks, votes, and takes a vote back. Options and complaints are those of PollCommand.swift in
 * openclaw/imsg at 4d85dc2. Late releases look for
 * the row of a caption before they end (wire-11.21); what they say of it on stderr is left out.
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
  const id = options.integer('chat-id', { min: 1 }) ?? (/^[+-]?\d{1,18}$/.test(named) ? Number(named) : null);
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
  const chatGuid = chatOf(context);
  const question = options.required('question');
  const choices = options.texts('option').flatMap((one) => one.trim() || []);
  if (choices.length < OPTIONS_MIN) throw missingOption('option');
  const request = pollRequest({ chatGuid, question, options: choices }, build.delivery);
  await runBridge(context, request, ({ messageGuid }) =>
    messageGuid ? `poll: sent (guid=${messageGuid})` : 'poll: queued',
  );
  const isSaid = build.delivery.captionsPolls && !options.flag('no-comment');
  if (isSaid) await say(context, chatGuid, options.text('comment') || question);
}

/** What fails takes nothing from the poll. */
async function say(context: CommandContext, chatGuid: string, text: string): Promise<void> {
  const { bridge, delivery } = context.build;
  const { chatDb, ...mac } = livingMac(context);
  const sentMs = mac.device.clock.wallMs();
  try {
    await askHelper({ ...mac, bridge }, messageRequest({ chatGuid, parts: [{ text }] }, delivery));
  } catch (error) {
    if (error instanceof Outcome) return;
    throw error;
  }
  if (!delivery.verifiesCaptions) return;
  const chatId = chatDb.current().targets.chat(chatGuid)?.id ?? null;
  await lookForRow(mac.clock, CAPTION_MS, () =>
    textRow(chatDb.current(), { text, sentMs, chatId, bodies: true }),
  );
}

function vote(context: CommandContext, action: 'send-poll-vote' | 'send-poll-unvote'): Promise<void> {
  const { build, options } = context;
  const chatGuid = chatOf(context);
  const given = (options.text('poll') ?? '').trim();
  if (given === '') throw missingOption('poll');
  const chosen = choiceOf(context, given);
  const poll = given.replace(/^.*\/(?=.)/s, '');
  const former = currentChatDb(context).polls.ownChoices(poll);
  const isRemoved = action === 'send-poll-unvote';
  if (isRemoved && !former.includes(chosen.id))
    throw invalidOption(`option-id ${chosen.id} is not currently selected`);
  const choices = isRemoved ? former.filter((one) => one !== chosen.id) : [chosen.id];
  const request = voteRequest(action, { chatGuid, poll, choices, option: chosen }, build.delivery);
  const verb = isRemoved ? 'unvote' : 'vote';
  return runBridge(context, request, ({ messageGuid }) =>
    messageGuid ? `${verb}: sent (guid=${messageGuid})` : `${verb}: queued`,
  );
}

function choiceOf(context: CommandContext, poll: string) {
  const { options } = context;
  const id = options.text('option-id')?.trim() ?? '';
  const index = options.integer('option-index');
  const text = options.text('option')?.trim() ?? '';
  const given = [id !== '', index !== null, text !== ''].filter(Boolean).length;
  if (given === 0) throw missingOption('option-id');
  if (given > 1) throw invalidOption('choose exactly one of --option-id, --option-index, or --option');
  const known = currentChatDb(context).polls.options(poll.replace(/^p:\d+\//, ''));
  if (known.length === 0) throw invalidOption(`poll (could not decode options for ${poll})`);
  if (id !== '') {
    const found = known.find((one) => one.id === id);
    if (!found) throw invalidOption(`option-id ${id} is not an option of poll ${poll}`);
    return found;
  }
  if (index !== null) {
    const found = known[index - 1];
    if (!found) throw invalidOption(`option-index ${index} out of range (1...${known.length})`);
    return found;
  }
  const found = known.find((one) => one.text.toLowerCase() === text.toLowerCase());
  const available = known.map((one) => one.text).join(', ');
  if (!found) throw invalidOption(`option "${text}" (available: ${available})`);
  return found;
}
