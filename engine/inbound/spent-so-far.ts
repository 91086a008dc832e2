import { PREVIEW_WITHIN_MS } from '../message/preview.ts';
import type { Consequence, Counted } from './decision.ts';
import { AHEAD_MAX_MS, runsWith } from './open-runs.ts';
import type { Spent, SpentBy } from './snapshot.ts';

/** What people have had answered, before a batch and in its rows so far. */
export interface SpentSoFar {
  /** @param spender As `spenderOf` names it. */
  of(spender: string): SpentBy;
  learn(consequences: readonly Consequence[]): void;
}

/** So long a message counts, and is known once it is told again. */
export const DAY_MS = 24 * 3_600_000;
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

/** Whether a preview that comes then is of what was let in last. */
export function isSoonAfter(lastMs: number | undefined, atMs: number): boolean {
  return lastMs !== undefined && countsAt(atMs, lastMs) && atMs - lastMs < PREVIEW_WITHIN_MS;
}

/** With one more message; without what counts no more by then. */
export function spentBy(before: SpentBy, { atMs, is, guid, run }: Counted): SpentBy {
  const { times, told = [], runs = [], lastMs } = before;
  const sinceMs = atMs - DAY_MS;
  const counted = is === 'turn' ? [...times, atMs] : times;
  const known = guid === null ? told : [...told, { guid, atMs }];
  const isLetIn = is !== 'over';
  return {
    times: counted.filter((one) => countsAt(atMs, one)),
    told: known.filter((one) => one.atMs > sinceMs).slice(-GUIDS_MAX),
    runs: run === null ? runs : runsWith(runs, run),
    ...(isLetIn ? { lastMs: atMs } : lastMs !== undefined && { lastMs }),
    isOver: is === 'joins' ? before.isOver : is === 'over',
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
