// What comes after a sleep belongs to the subscription that follows: it has a boundary of its own (ruling-2), and a clock
// that nothing is known of yet (ruling-4).

import type { Arrival } from '../message/message.ts';

/** Rows that are held at once; those beyond are asked for again by the subscription that follows. */
const HELD_ROWS_MAX = 1024;

/** The clock has jumped by so much, which was noticed then, on the clock as it is since. */
export interface Jump {
  readonly byMs: number;
  readonly atMs: number;
}

interface Gate {
  /** Nothing passes until a subscription has begun that knows of it. */
  shut(jump: Jump): void;
  isShut(): boolean;
  /** What it was shut for, to the subscription that is prepared; null = nothing. */
  taken(): Jump | null;
  /** What was held of the database before, where another one follows: it came, and belongs to that. */
  leftBehind(sourceId: string): readonly Arrival[];
  /** Opens it to a subscription, unless it was shut again meanwhile, and answers what was held of the same database. */
  begun(sourceId: string): readonly Arrival[];
  passes(arrivals: readonly Arrival[]): boolean;
}

/** @param look Looks at the clock, and shuts the gate if it has jumped. */
export function createGate(look: () => void): Gate {
  let held: Arrival[] = [];
  let isShut = false;
  let jump: Jump | null = null;
  let ofSource: string | null = null;
  return {
    shut(by) {
      isShut = true;
      jump = by;
    },
    isShut: () => isShut,
    taken() {
      const by = jump;
      jump = null;
      return by;
    },
    leftBehind(sourceId) {
      if (ofSource === null || ofSource === sourceId) return [];
      const arrivals = held;
      held = [];
      return arrivals;
    },
    begun(sourceId) {
      const isSame = ofSource === sourceId;
      ofSource = sourceId;
      if (!isSame) held = [];
      if (jump !== null) return [];
      isShut = false;
      const arrivals = held;
      held = [];
      return arrivals;
    },
    passes(arrivals) {
      look();
      if (isShut) held.push(...arrivals.slice(0, HELD_ROWS_MAX - held.length));
      return !isShut;
    },
  };
}
