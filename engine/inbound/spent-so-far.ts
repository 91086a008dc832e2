import type { Consequence, Counted } from './decision.ts';
import type { Spent, SpentBy } from './snapshot.ts';

/** What people have had answered, before a batch and in its rows so far. */
export interface SpentSoFar {
  /** @param spender As `spenderOf` names it. */
  of(spender: string): SpentBy;
  learn(consequences: readonly Consequence[]): void;
}

/** Messages of one person that are known once they are told again. */
const GUIDS_MAX = 255;

const NOTHING: SpentBy = { times: [], isOver: false };

/** A person who writes to an account. */
export function spenderOf(accountId: string, person: string): string {
  return `${accountId} ${person}`;
}

/** With one more message, which was or was not too much. */
export function spentBy({ times, guids = [] }: SpentBy, { atMs, isOver, guid }: Counted): SpentBy {
  const counted = guid === null ? guids : [...guids.slice(-GUIDS_MAX), guid];
  return { times: isOver ? times : [...times, atMs], isOver, guids: counted };
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
