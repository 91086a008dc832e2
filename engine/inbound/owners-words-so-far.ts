import type { SaidAt } from '../store/commands/owners-words.ts';
import { lastSaid } from '../store/owners-words-rules.ts';
import type { Consequence } from './decision.ts';
import type { OwnersWords } from './snapshot.ts';

/** When the owner last said something by themselves, before a batch and in its rows so far. */
export interface OwnersWordsSoFar {
  /** Undefined = never, as far as anybody knows. */
  lastIn(conversation: string): SaidAt | undefined;
  learn(consequences: readonly Consequence[]): void;
}

const NOBODY_ASKS: OwnersWordsSoFar = { lastIn: () => undefined, learn() {} };

export function ownersWordsSoFar(before: OwnersWords | undefined): OwnersWordsSoFar {
  if (before === undefined) return NOBODY_ASKS;
  const learnt = new Map<string, SaidAt>();
  const lastIn = (conversation: string) => learnt.get(conversation) ?? before.get(conversation);
  return {
    lastIn,
    learn(consequences) {
      for (const consequence of consequences) {
        if (consequence.kind !== 'ownersWord') continue;
        const { conversation } = consequence;
        learnt.set(conversation, lastSaid(lastIn(conversation), consequence));
      }
    },
  };
}
