// What is said in the demo, and what must become of it.

import type { Fate } from '../../engine/store/store.ts';

export interface Person {
  readonly name: string;
  readonly handle: string;
}

export interface Line {
  readonly from: Person;
  readonly text: string;
  /** Written that long before it arrives, such as `3h`. */
  readonly sentAgo?: string;
  readonly fate: Fate;
  /** What the agent answers, one entry a message. */
  readonly replies: readonly string[];
}

export const ALICE: Person = { name: 'Alice', handle: '+15550001111' };
export const BOB: Person = { name: 'Bob', handle: '+15550002222' };
/** Not in allowFrom. */
export const STRANGER: Person = { name: 'Stranger', handle: '+15550009999' };
export const PEOPLE = [ALICE, BOB, STRANGER];

export const ALICE_ASKS: Line = {
  from: ALICE,
  text: 'Hi! Is there a table for two tonight?',
  fate: 'dispatched',
  replies: ['Hello Alice! Yes, at seven.', 'Shall I keep it for you?'],
};
export const BOB_ASKS: Line = {
  from: BOB,
  text: 'Are you open on Sunday?',
  fate: 'dispatched',
  replies: ['We are, from noon to nine.'],
};
export const STRANGER_WRITES: Line = {
  from: STRANGER,
  text: 'You have won! Reply YES',
  fate: 'denied',
  replies: [],
};
export const ALICE_ACCEPTS: Line = {
  from: ALICE,
  text: 'Yes please, at seven.',
  fate: 'dispatched',
  replies: ['Done. See you at seven, Alice.'],
};
/** Held up on its way: an answer would come three hours late. */
export const BOB_IS_LATE: Line = {
  from: BOB,
  text: 'Is lunch still on?',
  sentAgo: '3h',
  fate: 'stale',
  replies: [],
};
export const BOB_BOOKS: Line = {
  from: BOB,
  text: 'Two seats at one on Sunday, please.',
  fate: 'dispatched',
  replies: ['You have them, Bob.'],
};

export const LINES = [ALICE_ASKS, BOB_ASKS, STRANGER_WRITES, ALICE_ACCEPTS, BOB_IS_LATE, BOB_BOOKS];

/** What the restaurant's agent answers to a message: it knows the conversation by heart. */
export function repliesTo(text: string): readonly string[] {
  return LINES.find((line) => line.text === text)?.replies ?? [];
}
