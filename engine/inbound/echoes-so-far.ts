import type { Consequence } from './decision.ts';
import type { Echoes } from './snapshot.ts';

/** When answers of an agent came back, before a batch and in its rows so far. */
export interface EchoesSoFar {
  /** Whether none did, in any conversation. */
  areNone(): boolean;
  /** @param loop As `loopOf` names it. */
  of(loop: string): readonly number[];
  learn(consequences: readonly Consequence[]): void;
}

const NONE: readonly number[] = [];

/** A conversation of an account. */
export function loopOf(accountId: string, conversation: string): string {
  return `${accountId} ${conversation}`;
}

export function echoesSoFar(before: Echoes | undefined): EchoesSoFar {
  const learnt = new Map<string, number[]>();
  return {
    areNone: () => learnt.size === 0 && (before?.size ?? 0) === 0,
    of: (loop) => [...(before?.get(loop) ?? NONE), ...(learnt.get(loop) ?? NONE)],
    learn(consequences) {
      for (const consequence of consequences) {
        if (consequence.kind !== 'echoed') continue;
        const { loop, atMs } = consequence;
        const times = learnt.get(loop);
        if (times) times.push(atMs);
        else learnt.set(loop, [atMs]);
      }
    },
  };
}
