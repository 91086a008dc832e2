import type { Consequence, Counted } from './decision.ts';
import type { Spent, SpentBy } from './snapshot.ts';

/** What people have had answered, before a batch and in its rows so far. */
export interface SpentSoFar {
  /** @param spender As `spenderOf` names it. */
  of(spender: string): SpentBy;
  learn(consequences: readonly Consequence[]): void;
}

/** So long a message counts, and is known once it is told again. */
export const DAY_MS = 24 * 3_600_000;
/** A clock that is no further off than this has not been set. */
const AHEAD_MAX_MS = 60_000;
/** Messages of one person that are known once they are told again: the last ones of the day. */
export const GUIDS_MAX = 256;

const NOTHING: SpentBy = { times: [], isOver: false };

/** A person who writes to an account. */
export function spenderOf(accountId: string, person: string): string {
  return `${accountId} ${person}`;
}

/** Whether what came then counts: by a clock that was set back since it lies ahead, and would do so for as long as that. */
export function countsAt(nowMs: number, atMs: number): boolean {
  return atMs > nowMs - DAY_MS && atMs <= nowMs + AHEAD_MAX_MS;
}

/** With one more message, which was or was not too much; without what counts no more by then. */
export function spentBy({ times, told = [] }: SpentBy, { atMs, isOver, guid }: Counted): SpentBy {
  const sinceMs = atMs - DAY_MS;
  const counted = isOver ? times : [...times, atMs];
  const known = guid === null ? told : [...told, { guid, atMs }];
  return {
    times: counted.filter((one) => countsAt(atMs, one)),
    told: known.filter((one) => one.atMs > sinceMs).slice(-GUIDS_MAX),
    isOver,
  };
}

export function spentSoFar(before: Spent | undefined): SpentSoFar {
  const learnt = new Map<string, SpentBy>();
  const of = (spender: string) => learnt.get(spender) ?? before?.get(spender) ?? NOTHING;
  return {
    of,
    learn(consequences) {
      for (const one of consequences)
        if (one.kind === 'spent') learnt.set(one.spender, spentBy(of(one.spender), one));
    },
  };
}
