// What people and the owner do.

import type { DrawnStep } from '../drawn.ts';
import type { Cast } from './cast.ts';
import { type Dice, durationText } from './dice.ts';
import { rowsOfNote } from './note-rows.ts';
import { createWords, type Words } from './words.ts';

export interface Talk {
  /** One step in which somebody does something. */
  next(): DrawnStep;
  /** Somebody writes in a group, where there is one. */
  inSomeGroup(): DrawnStep;
  /** Somebody writes, and then what the agent answers to that, while the answer is on its way. */
  saidBack(): DrawnStep[];
}

interface Speakers {
  readonly dice: Dice;
  readonly words: Words;
  readonly cast: Cast;
  readonly names: readonly string[];
  readonly groups: readonly string[];
}

const REACTIONS = ['love', 'like', 'dislike', 'laugh', 'emphasize', 'question', '🎉'];
const CARD = 'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.example.game';
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const OLDEST_MS = 40 * HOUR_MS;

/** @param latencyMs How long the agent takes for an answer. */
export function createTalk(dice: Dice, cast: Cast, latencyMs: number): Talk {
  const groups = Object.keys(cast.chats);
  const speakers = { dice, words: createWords(dice), cast, names: Object.keys(cast.people), groups };
  return {
    next() {
      const name = dice.pick(speakers.names);
      return dice.weighted<() => DrawnStep>([
        [24, () => says(speakers, name)],
        [3, () => changes(speakers, name)],
        [2, () => owner(speakers, name)],
        [0.3, () => backlog(speakers)],
        [0.15, () => ({ answers: { from: name, with: 'And {text}?', times: dice.whole(1, 8) } })],
        [groups.length > 0 ? 0.5 : 0, () => groupLife(speakers)],
      ])();
    },
    inSomeGroup() {
      if (groups.length === 0) return says(speakers, dice.pick(speakers.names));
      const group = dice.pick(groups);
      return { [dice.pick(cast.chats[group]!.with)]: { sends: speakers.words.text(), in: group } };
    },
    saidBack() {
      const name = dice.pick(speakers.names);
      const text = `Say it back, ${speakers.words.number()}`;
      return [
        // What was said before has been answered.
        { wait: `${3 * latencyMs + 5_000}ms` },
        { [name]: { sends: text } },
        { wait: `${latencyMs + dice.whole(1, 300)}ms` },
        { [name]: { sends: `You said: ${text}` } },
      ];
    },
  };
}

/** A group of theirs, now and then; else the direct chat. */
function place({ dice, cast, groups }: Speakers, name: string): string | null {
  const joined = groups.filter((group) => cast.chats[group]!.with.includes(name));
  return joined.length > 0 && dice.chance(0.35) ? dice.pick(joined) : null;
}

function says(speakers: Speakers, name: string): DrawnStep {
  const { dice, words } = speakers;
  const { text, link } = words;
  const after = () => (dice.chance(0.3) ? { previewAfter: dice.duration(100, 12_000) } : {});
  const form = dice.weighted<() => object>([
    [12, () => ({ sends: text() })],
    [3, () => ({ sends: `${text()} ${link()}`.replaceAll('\n', ' '), as: 'split', ...after() })],
    [1, () => ({ sends: link(), as: 'link' })],
    [0.7, () => ({ sends: `See ${link()} ${link()}`, as: 'links' })],
    [0.7, () => ({ sends: text(), as: 'photo' })],
    [0.4, () => ({ sends: text(), as: 'voice' })],
    [0.4, () => ({ sends: `report-${words.number()}.pdf`, as: 'file' })],
    [
      0.9,
      () => ({
        sends: `Burst ${words.number()}: {n}`,
        times: dice.whole(2, 12),
        every: dice.duration(1, 20_000),
      }),
    ],
  ])();
  const group = place(speakers, name);
  const handles = speakers.cast.people[name]!;
  return {
    [name]: {
      ...form,
      ...(group !== null && { in: group }),
      ...(handles.length > 1 && dice.chance(0.5) && { handle: dice.pick(handles) }),
      ...(dice.chance(0.06) && { sentAgo: dice.duration(1_000, 5 * HOUR_MS) }),
    },
  };
}

function changes(speakers: Speakers, name: string): DrawnStep {
  const { dice, words } = speakers;
  const { text } = words;
  const group = place(speakers, name);
  const chat = group === null ? {} : { chat: group };
  const reaction = () => dice.pick(REACTIONS);
  const event = dice.weighted<() => object>([
    // The row is there before its chat is: imsg tells of it late, or not at all.
    [2, () => ({ text: { from: name, text: text(), joinMs: dice.duration(100, 5 * MINUTE_MS), ...chat } })],
    [3, () => ({ tapback: { from: name, reaction: reaction() } })],
    [1, () => ({ tapback: { from: name, reaction: reaction(), remove: true } })],
    [1, () => ({ tapback: { from: name, reaction: reaction(), as: 'text' } })],
    [2, () => ({ edit: { from: name, text: `${text()} (corrected)` } })],
    [1, () => ({ unsend: { from: name } })],
    [1, () => ({ messageDelete: { to: name } })],
    [1, () => ({ reply: { from: name, text: text() } })],
    [
      1,
      () => ({
        effect: { from: name, effect: dice.pick(['impact', 'loud', 'confetti']), text: text(), ...chat },
      }),
    ],
    [1, () => ({ typing: { from: name } })],
    [0.5, () => ({ receipt: { receipt: dice.pick(['delivered', 'read']), to: name } })],
    [1, () => ({ photos: { from: name, count: dice.whole(2, 4), caption: text(), ...chat } })],
    [0.5, () => ({ text: { from: name, text: text(), noHandle: true, ...chat } })],
    [1.5, () => ({ row: { ...oddRow(speakers, name), ...chat } })],
  ]);
  return { mac: event() };
}

/** A row of chat.db as it is seldom seen. */
function oddRow({ dice, words }: Speakers, from: string): object {
  const text = words.text();
  return dice.pick([
    { from, text, columns: { destination_caller_id: null } },
    { from, text, columns: { date: 0 } },
    { from, text, service: 'RCS' },
    { text },
    { from },
    { from, text: ' \u200b ' },
    { from, text: '\uFFFD', columns: { balloon_bundle_id: CARD } },
    { from, text: nobodysWords(text) },
    { from, text: `Edited to “${text.replaceAll(/[“”]/g, '')}”` },
    { from, text: `\uFFFC${text}\uFFFCand that` },
    {
      from,
      text: '\uFFFC',
      files: ['sticker.heic'],
      columns: { associated_message_type: dice.pick([1000, 2007]) },
    },
    { from, text, files: ['notes.txt'] },
  ]);
}

/** The bytes of an archive, or what agents write around their answers; which of them goes by the text, so that nothing else is drawn anew. */
function nobodysWords(text: string): string {
  const isEven = text.length % 2 === 0;
  return isEven ? 'streamtyped\uFFFD\uFFFD\u0003@\uFFFDNSMutableAttributedString' : `<think>${text}</think>`;
}

function owner({ dice, words }: Speakers, name: string): DrawnStep {
  const { text } = words;
  return dice.weighted<() => DrawnStep>([
    [4, () => ({ owner: { sends: text(), to: name } })],
    [1, () => ({ mac: { flip: { text: text(), to: name, flipMs: dice.duration(20, 3_000) } } })],
    [1.5, () => ({ mac: { selfText: { text: text(), ...rowsOfNote(dice) } } })],
    [1, () => ({ mac: { readElsewhere: { from: name } } })],
    [0.5, () => ({ mac: { readHere: { from: name } } })],
    [0.5, () => ({ mac: { markUnread: { from: name } } })],
    [0.5, () => ({ mac: { ownTyping: { to: name } } })],
    [0.5, () => ({ mac: { notifyAnyway: { to: name } } })],
    [0.5, () => ({ mac: { contacts: { people: [{ name: 'A Friend', handles: [name] }] } } })],
    [0.5, () => ({ mac: { backfill: backfilled(dice, name) } })],
  ])();
}

/** Messages of former years, as iCloud brings them. */
function backfilled(dice: Dice, name: string): object {
  return { from: name, count: dice.whole(2, 30), oldestMs: '900d ago', newestMs: '30d ago' };
}

/** What Apple held up arrives at once, the oldest first. */
function backlog({ dice, words, names }: Speakers): DrawnStep {
  const agesMs = Array.from({ length: dice.whole(2, 30) }, () =>
    Math.exp(dice.fraction() * Math.log(OLDEST_MS)),
  );
  const messages = agesMs
    .sort((one, other) => other - one)
    .map((ageMs) => ({ from: dice.pick(names), text: words.text(), agoMs: durationText(ageMs) }));
  return { mac: { flush: { messages } } };
}

function groupLife({ dice, words, cast, groups }: Speakers): DrawnStep {
  const group = dice.pick(groups);
  const by = dice.pick(cast.chats[group]!.with);
  return {
    mac: dice.weighted<object>([
      [1, { groupRename: { chat: group, name: `Crew of ${words.number()}`, by } }],
      [1, { groupIcon: { chat: group, by } }],
      [1, { groupLeave: { chat: group, who: by } }],
      [1, { groupJoin: { chat: group, who: by } }],
      [1, { groupRemove: { chat: group, who: by } }],
      [1, { groupCreate: { chat: group, by } }],
    ]),
  };
}
