// What is said in the demo, and what must become of it.

import type { Fate } from '../../engine/fates.ts';

export interface Person {
  readonly name: string;
  readonly handle: string;
}

/** What somebody writes in one go. */
export interface Line {
  readonly from: Person;
  readonly text: string;
  /** Sent along with the text; Messages makes a second row of it. */
  readonly link?: string;
  /** Held up for so long on its way, in milliseconds. */
  readonly heldUpMs?: number;
  /** What becomes of its rows, one entry a row. */
  readonly fates: readonly Fate[];
  /** What the agent answers, one entry a message. */
  readonly replies: readonly string[];
}

export const ALICE: Person = { name: 'Alice', handle: '+15550001111' };
export const BOB: Person = { name: 'Bob', handle: '+15550002222' };
/** Not in allowFrom. */
export const STRANGER: Person = { name: 'Stranger', handle: '+15550009999' };
export const PEOPLE: readonly Person[] = [ALICE, BOB, STRANGER];

export const HELD_UP_DAYS = 3;
const HELD_UP_MS = HELD_UP_DAYS * 24 * 60 * 60 * 1000;

const answered = (from: Person, text: string, reply: string): Line => ({
  from,
  text,
  fates: ['dispatched'],
  replies: [reply],
});
const heldUp = (from: Person, text: string): Line => ({
  from,
  text,
  heldUpMs: HELD_UP_MS,
  fates: ['stale'],
  replies: [],
});

export const ALICE_ASKS: Line = {
  ...answered(ALICE, 'Hi! Is there a table for two tonight?', 'Hello Alice! Yes, at seven.'),
  replies: ['Hello Alice! Yes, at seven.', 'Shall I keep it for you?'],
};
export const STRANGER_WRITES: Line = {
  from: STRANGER,
  text: 'You have won! Reply YES',
  fates: ['denied'],
  replies: [],
};
/** A command and its link: the agent must see one request. */
export const BOB_ORDERS: Line = {
  from: BOB,
  text: 'Order',
  link: 'https://example.com/7',
  fates: ['dispatched', 'merged'],
  replies: ['Number seven, with pleasure.'],
};
/** Three messages in a row are three requests, and are answered in order. */
export const ALICE_BURSTS = [
  answered(ALICE, 'Yes please!', 'It is yours.'),
  answered(ALICE, 'By the window?', 'The one by the window.'),
  answered(ALICE, 'And a cake 🎂', 'There will be cake.'),
];
export const ALICE_IS_LATE = answered(ALICE, 'We are ten minutes late.', 'Thank you, we wait for you.');
export const BOB_PARKS = answered(BOB, 'Where can I park?', 'Right behind the house.');
/** An answer would come three days late. */
export const FLUSHED = [heldUp(BOB, 'Is lunch still on?'), heldUp(ALICE, 'Happy birthday, chef!')];

export const LINES: readonly Line[] = [
  ALICE_ASKS,
  STRANGER_WRITES,
  BOB_ORDERS,
  ...ALICE_BURSTS,
  ALICE_IS_LATE,
  BOB_PARKS,
  ...FLUSHED,
];

/** The text and the link of a line, as the agent gets them. */
export function requestOf({ text, link }: Pick<Line, 'text' | 'link'>): string {
  return link === undefined ? text : `${text} ${link}`;
}

/** What the restaurant's agent answers: it knows the conversation by heart, and repeats what is new to it. */
export function repliesTo(text: string): readonly string[] {
  return LINES.find((line) => requestOf(line) === text)?.replies ?? [`You said: ${text}`];
}

/** What must become of something that was not planned. */
export function unplanned(from: Person, text: string, link?: string): Line {
  const line = { from, text, ...(link === undefined ? {} : { link }) };
  const rows = link === undefined ? 1 : 2;
  if (from === STRANGER) return { ...line, fates: Array<Fate>(rows).fill('denied'), replies: [] };
  const fates: Fate[] = link === undefined ? ['dispatched'] : ['dispatched', 'merged'];
  return { ...line, fates, replies: repliesTo(requestOf(line)) };
}
