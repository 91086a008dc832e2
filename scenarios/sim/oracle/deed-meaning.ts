// Whether a change that imsg is told to make is what somebody asked for.

import { chatMeaning } from './chat-meaning.ts';
import { tappedOn } from './decision-acts.ts';
import type { AskedDeed, DeedCall, PollTold } from './deed.ts';
import { comparable, meant } from './handles.ts';
import type { AgentCall, History, WitnessedRow } from './history.ts';
import { messagesOf } from './messages.ts';
import { isOwn } from './speech.ts';
import { isTarget } from './targets.ts';
import { bare, type Ways } from './ways.ts';

interface Known {
  readonly history: History;
  /** Rows by their GUID in capitals. */
  rowsNamed(guid: string): readonly WitnessedRow[];
  callOf(turnId: string): AgentCall | undefined;
  /** What the accounts of what is asked for make of words by then. */
  waysOf(asked: AskedDeed, untilMs: number): readonly Ways[];
}

type Input = Readonly<Record<string, unknown>>;

interface Meaning {
  readonly method: string;
  /** The key that switches it off. */
  readonly gate: string;
  readonly isOfGroups?: true;
  isMeant(input: Input, params: Input, ways: readonly Ways[]): boolean;
  /** Which parameter names a message, and whose it has to be; left out = it is about none. */
  readonly message?: { readonly param: string; readonly is: 'any' | 'own'; readonly namedBy?: string };
}

/** As agents may call each (ACT-11). */
const TAPBACKS: Readonly<Record<string, readonly string[]>> = {
  love: ['love', 'heart', '❤️', '❤'],
  like: ['like', 'thumbsup', 'thumbs-up', '+1', '👍'],
  dislike: ['dislike', 'thumbsdown', 'thumbs-down', '-1', '👎'],
  laugh: ['laugh', 'haha', 'lol', '😂', '🤣'],
  emphasize: ['emphasize', 'emphasis', '!!', '‼', '‼️'],
  question: ['question', '?', '❓'],
};

/** Then whichever of them stands there is taken away (ACT-12). */
const isNoTapback = (emoji: unknown) =>
  !Object.values(TAPBACKS).some((names) => names.includes(String(emoji).trim().toLowerCase()));

/** As `associated_message_type` counts them, from 2000 on. */
const TAPBACK_ORDER = Object.keys(TAPBACKS);

const EFFECTS: Readonly<Record<string, string>> = {
  slam: 'com.apple.MobileSMS.expressivesend.impact',
  gentle: 'com.apple.MobileSMS.expressivesend.gentle',
  confetti: 'com.apple.messages.effect.CKConfettiEffect',
  fireworks: 'com.apple.messages.effect.CKFireworksEffect',
};

/** What a configuration makes of it, in one piece. */
const shownOf = (said: unknown, ways: readonly Ways[]) =>
  ways.map((way) =>
    messagesOf(String(said ?? ''), bare({ ...way, limit: Number.POSITIVE_INFINITY }))
      .map(({ text }) => text)
      .join(''),
  );
const areItsWords = (said: unknown, words: unknown, ways: readonly Ways[]) =>
  shownOf(said, ways).some((text) => text === words);
/** Where they are cut is for whoever compares what left with what was said. */
const beginItsWords = (said: unknown, words: unknown, ways: readonly Ways[]) =>
  words !== '' && shownOf(said, ways).some((text) => text.startsWith(String(words)));
const areAllItsWords = (said: readonly unknown[], words: unknown, ways: readonly Ways[]) =>
  Array.isArray(words) &&
  words.length === said.length &&
  said.every((one, at) => areItsWords(one, words[at], ways));
const textIn = ({ text, newText, message }: Input) => text ?? newText ?? message;
const isSameAddress = ({ address, participant }: Input, params: Input) =>
  meant(String(address ?? participant), 'US') === comparable(String(params.address));
const saysIt = (input: Input, params: Input, ways: readonly Ways[]) =>
  areItsWords(textIn(input), params.text, ways);
const beginsIt = (input: Input, params: Input, ways: readonly Ways[]) =>
  beginItsWords(textIn(input), params.text, ways);
const isSamePart = ({ part = 0 }: Input, { part_index: index = 0 }: Input) => part === index;
const anyMessage = (param: string) => ({ param, is: 'any' }) as const;
const ownMessage = { param: 'message_id', is: 'own' } as const;
const ofGroup = (name: string, method: string, isMeant: Meaning['isMeant']): Meaning => ({
  method: `group.${method}`,
  gate: name,
  isOfGroups: true,
  isMeant,
});

const MEANINGS: Readonly<Record<string, Meaning>> = {
  react: {
    method: 'tapback',
    gate: 'reactions',
    isMeant: ({ emoji, remove = false }, params) =>
      ((TAPBACKS[String(params.reaction)] ?? []).includes(String(emoji).trim().toLowerCase()) ||
        (remove === true && isNoTapback(emoji))) &&
      remove === (params.remove ?? false),
    message: anyMessage('message_id'),
  },
  edit: {
    method: 'message.edit',
    gate: 'edit',
    isMeant: (input, params, ways) =>
      isSamePart(input, params) &&
      saysIt(input, params, ways) &&
      (input.backwardsCompatMessage === undefined ||
        areItsWords(input.backwardsCompatMessage, params.backwards_compatibility_message, ways)),
    message: ownMessage,
  },
  unsend: { method: 'message.unsend', gate: 'unsend', isMeant: isSamePart, message: ownMessage },
  reply: { method: 'send.rich', gate: 'reply', isMeant: beginsIt, message: anyMessage('reply_to') },
  sendWithEffect: {
    method: 'send.rich',
    gate: 'sendWithEffect',
    isMeant: (input, params, ways) =>
      beginsIt(input, params, ways) && EFFECTS[String(input.effect)] === params.effect_id,
  },
  'upload-file': {
    method: 'send.attachment',
    gate: 'sendAttachment',
    isMeant: ({ filename, path = 'attachment.bin' }, { file }) => {
      const name = String(filename ?? path);
      return String(file).endsWith(`/${name.slice(name.lastIndexOf('/') + 1)}`);
    },
  },
  poll: {
    method: 'poll.send',
    gate: 'polls',
    isMeant: ({ question, options }, params, ways) =>
      areItsWords(question, params.question, ways) &&
      areAllItsWords(options as readonly unknown[], params.options, ways),
  },
  'poll-vote': {
    method: 'poll.vote',
    gate: 'polls',
    isMeant: () => true,
    message: { param: 'poll_guid', is: 'any', namedBy: 'pollId' },
  },
  renameGroup: ofGroup(
    'renameGroup',
    'rename',
    (input, params) => (input.displayName ?? input.name) === params.name,
  ),
  setGroupIcon: ofGroup('setGroupIcon', 'setIcon', (_, { file }) => typeof file === 'string'),
  addParticipant: ofGroup('addParticipant', 'addParticipant', isSameAddress),
  removeParticipant: ofGroup('removeParticipant', 'removeParticipant', isSameAddress),
  leaveGroup: ofGroup('leaveGroup', 'leave', () => true),
};

/** Words in a thread leave by it where an id can be chosen for them (wire-6.5). */
const TRACKED = 'send.tracked';

/** Whether a call may be an answer in a thread as well, which nobody asks for as something to be done. */
export const mayAnswer = ({ method }: DeedCall) => method === TRACKED;

const isMethodOf = ({ method, message }: Meaning, call: DeedCall) =>
  method === call.method || (call.method === TRACKED && message?.param === 'reply_to');

/** Null = the oracle knows nothing of it. */
export function meaningOf(name: string): Meaning | null {
  return MEANINGS[name === 'sendAttachment' ? 'upload-file' : name] ?? null;
}

/** The same of what somebody asks for: a reply may be a file. */
function meaningOfAsked({ name, input }: AskedDeed): Meaning | null {
  const isFile = name === 'reply' && (input as Input | null)?.buffer !== undefined;
  return meaningOf(isFile ? 'upload-file' : name);
}

/** What a tapback is kept as, and what one is that is taken away. */
export function tapbackType({ reaction, remove }: Input): number {
  return (remove === true ? 3_000 : 2_000) + TAPBACK_ORDER.indexOf(String(reaction));
}

/** Why it is not what was asked for; null = it is. */
export function mismatch(
  call: DeedCall,
  asked: AskedDeed,
  known: Known,
): 'something else' | 'chat' | 'message' | 'option' | 'tapback' | null {
  const meaning = meaningOfAsked(asked);
  const input = (asked.input ?? {}) as Input;
  // What imsg is told is known by the whole millisecond, what was asked for by a fraction of it.
  const isSince = Math.floor(asked.atMs) <= call.atMs;
  if (meaning === null || !isMethodOf(meaning, call) || !isSince) return 'something else';
  if (!meaning.isMeant(input, call.params, known.waysOf(asked, call.atMs))) return 'something else';
  const { rows } = known.history;
  const isThere =
    asked.turnId === null ? isTarget(asked.to, call.chatGuid, rows) : meansSame(asked.to, call.chatGuid);
  if (!isThere) return 'chat';
  if (meaning.message === undefined) return null;
  const target = String(call.params[meaning.message.param]);
  const named = input[meaning.message.namedBy ?? 'messageId'];
  if (!isRightMessage(target, named, asked, call, known) || !isOwnWhere(meaning, target, known))
    return 'message';
  if (asked.name === 'react' && input.remove === true && isNoTapback(input.emoji))
    return stands(call, known) ? null : 'tapback';
  return call.method !== 'poll.vote' || isChosen(input, call.params, known) ? null : 'option';
}

/** Whether the tapback that is taken away is the last that was put there from here, and stands. */
function stands({ params, atMs }: DeedCall, { history }: Known): boolean {
  const of = String(params.message_id).toUpperCase();
  const put = history.rows.findLast(
    (row) =>
      isOwn(row) &&
      row.associatedType >= 2_000 &&
      row.associatedType < 4_000 &&
      row.insertedAtMs <= atMs &&
      tappedOn(row) === of,
  );
  return put?.associatedType === tapbackType({ reaction: params.reaction });
}

/** Whether a vote is for the option that was named; of a poll that imsg told nobody of nobody can say. */
function isChosen(
  { optionIndex, optionId, option }: Input,
  { poll_guid: guid, option_id: chosen }: Input,
  { history }: Known,
): boolean {
  const isPoll = (poll: PollTold) =>
    (poll.original ?? poll.guid).toUpperCase() === String(guid).toUpperCase();
  const told = history.acting?.polls?.filter(isPoll) ?? [];
  const isNamed = ({ id, text }: PollTold['options'][number], at: number) =>
    at + 1 === optionIndex ||
    id === optionId ||
    (option !== undefined && text.trim().toLowerCase() === String(option).trim().toLowerCase());
  return (
    told.length === 0 ||
    told.some(({ options }) => options.some((one, at) => one.id === chosen && isNamed(one, at)))
  );
}

export const meansSame = (one: string, other: string) =>
  chatMeaning({ chatGuid: one, chatIdentifier: null }) ===
  chatMeaning({ chatGuid: other, chatIdentifier: null });

function isOwnWhere({ message }: Meaning, target: string, { history }: Known): boolean {
  return message?.is !== 'own' || isSent(target, history);
}

function isSent(target: string, { departures }: History): boolean {
  return departures.some(({ guid }) => guid.toUpperCase() === target.toUpperCase());
}

const NUMBER = /^\d+$/;
const withoutPart = (id: string) => id.replace(/^(?:p:\d+\/|bp:)/i, '');

/** Messages are numbered as they come: one that no turn was given came behind those with smaller numbers, and before the others. */
function mayNumber(number: number, target: string, { calls, rowEvents }: History): boolean {
  const cameMs = (guid: string) =>
    rowEvents.find((event) => event.isNew && event.guid?.toUpperCase() === guid.toUpperCase())?.atMs;
  const targetMs = cameMs(target);
  return calls.every(({ MessageSid, messageGuids: [guid] }) => {
    if (MessageSid === undefined || guid === undefined) return true;
    const isTarget = guid.toUpperCase() === target.toUpperCase();
    if (isTarget || Number(MessageSid) === number) return isTarget && Number(MessageSid) === number;
    const guidMs = cameMs(guid);
    if (guidMs === undefined || targetMs === undefined) return true;
    return Number(MessageSid) < number ? guidMs <= targetMs : guidMs >= targetMs;
  });
}

/** A message of that chat; by the number that an agent was given, or by nothing, the one that is meant. */
function isRightMessage(
  target: string,
  messageId: unknown,
  { turnId, name }: AskedDeed,
  { chatGuid }: DeedCall,
  { history, rowsNamed, callOf }: Known,
): boolean {
  const rows = rowsNamed(target);
  const isIn = (row: WitnessedRow) => row.chatGuid !== null && meansSame(row.chatGuid, chatGuid);
  if (!rows.some(isIn)) return false;
  const isSame = (guid: string | undefined, other = target) => guid?.toUpperCase() === other.toUpperCase();
  if (messageId !== undefined) {
    const id = String(messageId);
    // What added an option to a poll stands for it.
    const additions = history.acting?.polls?.filter(({ original }) => isSame(original)) ?? [];
    return [target, ...additions.map(({ guid }) => guid)].some((guid) =>
      NUMBER.test(id) ? mayNumber(Number(id), guid, history) : isSame(withoutPart(id), guid),
    );
  }
  if (name !== 'react' && name !== 'reply') return true;
  // The operator answers none: what somebody else wrote there is meant.
  if (turnId === null) return !isSent(target, history);
  return isSame(callOf(turnId)?.messageGuids.at(-1));
}
