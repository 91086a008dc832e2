import type { Consequence } from './decision.ts';
import type { OwnersWords } from './snapshot.ts';

/** When the owner last said something by themselves, before a batch and in its rows so far. */
export interface OwnersWordsSoFar {
  /** Undefined = never, as far as anybody knows. */
  lastIn(conversation: string): number | undefined;
  learn(consequences: readonly Consequence[]): void;
}

const NOBODY_ASKS: OwnersWordsSoFar = { lastIn: () => undefined, learn() {} };

export function ownersWordsSoFar(before: OwnersWords | undefined): OwnersWordsSoFar {
  if (before === undefined) return NOBODY_ASKS;
  const learnt = new Map<string, number>();
  const lastIn = (conversation: string) => later(before.get(conversation), learnt.get(conversation));
  return {
    lastIn,
    learn(consequences) {
      for (const consequence of consequences) {
        if (consequence.kind !== 'ownersWord') continue;
        const { conversation, atMs } = consequence;
        learnt.set(conversation, later(learnt.get(conversation), atMs)!);
      }
    },
  };
}

function later(one: number | undefined, other: number | undefined): number | undefined {
  return one !== undefined && other !== undefined ? Math.max(one, other) : (one ?? other);
}
