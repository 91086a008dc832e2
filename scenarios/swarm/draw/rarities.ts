// What chance alone brings about too seldom: each is a little course of its own, after all else that happens in a world.

import type { DrawnStep } from '../drawn.ts';
import type { Dice } from './dice.ts';
import { rowsOfNote } from './note-rows.ts';

/** What a rare course depends on. */
export interface RareWorld {
  /** Who writes in it. */
  readonly name: string;
  /** From a message to its answer: what it waits for others, and what the agent takes. */
  readonly answeredInMs: number;
  /** Of its imsg; undefined = the newest. */
  readonly build: unknown;
}

/** Builds that look through the whole file for a history, which can be made to take seconds (wire-11.7). */
const SLOW_HISTORY: ReadonlySet<unknown> = new Set(['0.9.0', '0.11.0', '0.11.1']);
/** Builds that are asked for what did not come by a watch, which tells it in a line of its own. */
const ASKED_BY_WATCH: ReadonlySet<unknown> = new Set(['0.9.0', '0.11.0', '0.11.1', '0.13.4']);

type Course = (dice: Dice, world: RareWorld) => DrawnStep[];

/** Each by what it brings about. */
export const RARITIES = {
  'a note to oneself comes back': noteToOneself,
  'a note to oneself over a restart': noteOverRestart,
  'a preview is folded': foldedPreview,
  'imsg is gone when a part is to be sent': goneAtSend,
  'answers in another form': answersInAnotherForm,
  'many unknown sends where a history takes seconds': unknownSends,
  'what is done without words': withoutWords,
  'the preview of a link comes when it is asked for again': latePreview,
  'a message is taken back as it waits': takenBack,
} as const satisfies Readonly<Record<string, Course>>;
export type Rarity = keyof typeof RARITIES;

/** The name of one, or null for most worlds. */
export function drawRarity(dice: Dice, { build, answeredInMs }: Omit<RareWorld, 'name'>): Rarity | null {
  // It takes seconds to play, and only some builds can come to it.
  if (SLOW_HISTORY.has(build) && answeredInMs < 100 && dice.chance(0.08))
    return 'many unknown sends where a history takes seconds';
  if (!dice.chance(0.075)) return null;
  return dice.weighted<Rarity>([
    // Few lists have the owner.
    [3, 'a note to oneself comes back'],
    [3, 'a note to oneself over a restart'],
    [2, 'a preview is folded'],
    [1, 'imsg is gone when a part is to be sent'],
    [1, 'answers in another form'],
    [2, 'what is done without words'],
    [ASKED_BY_WATCH.has(build) ? 6 : 0, 'the preview of a link comes when it is asked for again'],
    [answeredInMs < TAKEN_BACK_MS ? 0 : 4, 'a message is taken back as it waits'],
  ]);
}

const OWNER = '+15550000001';

/** In the chat with oneself the reply comes in under a GUID of its own. */
function noteToOneself(dice: Dice, { answeredInMs }: RareWorld): DrawnStep[] {
  const text = `Note to oneself ${dice.whole(1, 999)}`;
  return [
    { mac: { selfText: { text, ...rowsOfNote(dice) } } },
    { wait: `${answeredInMs + dice.whole(3_000, 7_000)}ms` },
    { mac: { text: { from: OWNER, text: `You said: ${text}` } } },
  ];
}

/** The gateway dies, or stops, between the two rows of a note or about then; what it answered in one row comes back as any own row. */
function noteOverRestart(dice: Dice, { answeredInMs }: RareWorld): DrawnStep[] {
  const text = `Note to keep ${dice.whole(1, 999)}`;
  const gapMs = dice.duration(200, 2_000);
  return [
    { mac: { selfText: { text, rows: 2, first: dice.pick(['sent', 'received']), gapMs } } },
    { wait: dice.duration(50, 2_500) },
    { gateway: dice.pick(['crash', 'stop']) },
    { wait: dice.duration(10, 5_000) },
    { gateway: 'start' },
    { wait: `${answeredInMs + dice.whole(5_000, 20_000)}ms` },
    { mac: { selfText: { text: dice.chance(0.3) ? text : `${text}, too`, rows: 1 } } },
    { wait: dice.duration(200, 20_000) },
    { mac: { selfText: { text: `You said: ${text}`, rows: 1 } } },
  ];
}

/** A text that has the link in it: its preview is told as a part of it, where imsg finds both at once. */
function foldedPreview(dice: Dice, { name }: RareWorld): DrawnStep[] {
  const link = `https://example.com/folded/${dice.whole(1, 999)}`;
  return [
    { [name]: { sends: `See ${link}` } },
    { wait: dice.duration(10, 400) },
    { [name]: { sends: link, as: 'link' } },
  ];
}

/** Between the commit of a part and its send a slow disk leaves time. */
function goneAtSend(dice: Dice, { name, answeredInMs }: RareWorld): DrawnStep[] {
  return [
    { store: { slow: '30s' } },
    { [name]: { sends: `Soon gone ${dice.whole(1, 999)}` } },
    { wait: `${answeredInMs + dice.whole(2_100, 2_900)}ms` },
    { mac: { fault: { fault: 'exit', forMs: dice.duration(1_000, 5_000) } } },
    { wait: '1m' },
  ];
}

/** imsg waits for the chat of what the owner deletes at once, and passes over what comes meanwhile. */
function latePreview(dice: Dice, { name }: RareWorld): DrawnStep[] {
  return [
    { [name]: { sends: `Soon deleted ${dice.whole(1, 999)}` } },
    { wait: '1s' },
    { mac: { messageDelete: { to: name } } },
    { [name]: { sends: `Look at this https://example.com/late/${dice.whole(1, 999)}`, as: 'split' } },
    { wait: '15m' },
  ];
}

/** Until imsg has told of two messages, and of one of them that it was taken back. */
const TAKEN_BACK_MS = 2_000;

/** Behind a message that is being answered. */
function takenBack(dice: Dice, { name, answeredInMs }: RareWorld): DrawnStep[] {
  const text = `Taken back ${dice.whole(1, 999)}`;
  return [
    { [name]: { sends: `Before it: ${text}` } },
    { wait: dice.duration(100, answeredInMs / 2) },
    { [name]: { sends: text } },
    { wait: dice.duration(100, answeredInMs / 2) },
    { mac: { unsend: { from: name } } },
    { wait: '1m' },
  ];
}

/** Stickers, another background, name and photo that are shared, and what the owner would have had sent later. */
function withoutWords(dice: Dice, { name }: RareWorld): DrawnStep[] {
  const deeds: DrawnStep[] = [
    { mac: { sticker: { from: name } } },
    { mac: { stickerOn: { from: name } } },
    { mac: { chatBackground: { by: name } } },
    { mac: { namePhoto: { to: name } } },
    { mac: { ownScheduled: { text: `Later ${dice.whole(1, 999)}`, to: name } } },
    { mac: { ownScheduledCancel: { to: name } } },
  ];
  return [
    { [name]: { sends: `Before a sticker ${dice.whole(1, 999)}` } },
    ...deeds.flatMap((deed) => [{ wait: dice.duration(100, 20_000) }, deed]),
    { wait: dice.duration(1_000, 60_000) },
  ];
}

/** Calls of a gateway are numbered from 1 on; a few more than it may have made. */
const CALLS = [2, 3, 4, 5, 6];
const ODD_RESULTS: readonly unknown[] = [{}, null, 'ok', [], { subscription: 'x' }];

/** The watch is asked for three times in vain and once more while imsg is being ended. */
function answersInAnotherForm(dice: Dice): DrawnStep[] {
  const answers = () => {
    const result = dice.pick(ODD_RESULTS);
    return CALLS.map((id) => JSON.stringify({ jsonrpc: '2.0', id, result }));
  };
  const ended = JSON.stringify({ jsonrpc: '2.0', method: 'error', params: {} });
  return [
    { gateway: 'stop' },
    { mac: { fault: { fault: 'late=2s', forMs: '9s' } } },
    { gateway: { start: { waits: false } } },
    { wait: '3s' },
    { wire: answers() },
    { wait: '2s' },
    { wire: answers() },
    { wait: '2s' },
    { wire: [ended, ...answers()] },
    { wait: dice.duration(20_000, 120_000) },
  ];
}

/** So many sends of unknown outcome that asking this imsg what became of each would hold everything up. */
function unknownSends(dice: Dice, { name }: RareWorld): DrawnStep[] {
  return [
    { mac: { fault: { fault: 'slow-history', forMs: '30s' } } },
    { mac: { fault: { fault: 'send-unknown', forMs: '30s' } } },
    {
      [name]: {
        sends: `Question ${dice.whole(1, 999)}: {n}`,
        times: dice.whole(220, 240),
        every: '20ms',
      },
    },
    // As many answers take their time where only so many may leave within an hour.
    { wait: '3h' },
  ];
}

/** In few worlds: a row whose line breaks off however often it is asked for. Empty = in this one it does not. */
export function drawNeverTold(dice: Dice, build: unknown, { name }: Pick<RareWorld, 'name'>): DrawnStep[] {
  if (!dice.chance(0.03) || !ASKED_BY_WATCH.has(build)) return [];
  const text = `Never told ${dice.whole(1, 999)}`;
  return [
    { mac: { fault: { fault: `torn@match:${text}`, forMs: '20m' } } },
    { [name]: { sends: text } },
    { wait: dice.duration(1_000, 30_000) },
    { [name]: { sends: 'Told after it' } },
    { wait: '15m' },
  ];
}

/** In few worlds somebody asks in a poll, and votes in it. Builds before 0.10 tell of neither. Empty = in this one nobody does. */
export function drawPoll(dice: Dice, build: unknown, { name }: Pick<RareWorld, 'name'>): DrawnStep[] {
  if (!dice.chance(0.03) || build === '0.9.0') return [];
  const options = ['Pizza', 'Soup', 'Neither'];
  return [
    {
      mac: {
        poll: {
          from: name,
          question: `Lunch ${dice.whole(1, 999)}?`,
          ...(dice.chance(0.3) && { asks: 'beside' }),
          options,
        },
      },
    },
    { wait: dice.duration(1_000, 30_000) },
    ...(dice.chance(0.4)
      ? [
          { mac: { 'poll-option': { from: name, option: 'Rice' } } },
          { wait: dice.duration(1_000, 30_000) },
          ...(dice.chance(0.5) ? [{ mac: { vote: { from: name, option: 'Rice' } } }] : []),
        ]
      : []),
    { mac: { vote: { from: name, option: dice.pick(options) } } },
    { wait: dice.duration(1_000, 30_000) },
    ...(dice.chance(0.4) ? [{ gateway: dice.pick(['crash', 'stop']) }, { gateway: 'start' }] : []),
    { [name]: { sends: 'What will it be?' } },
    { wait: '1m' },
  ];
}
