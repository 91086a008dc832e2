import type { Decided } from '../inbound/decision.ts';
import type { Policy, Snapshot } from '../inbound/snapshot.ts';
import type { Store } from '../store/store.ts';
import { createEchoMemory } from './echoes.ts';
import { createSpentMemory } from './spent.ts';

/** What earlier rows of a place say of later ones, whichever database holds them. */
export interface Memories {
  readonly known: Required<Pick<Snapshot, 'echoes' | 'spent'>>;
  /** Takes up what an earlier run has journalled. What is said before `oldestMs` is too old to be answered. */
  load(store: Store, sourceIds: readonly string[], policies: readonly Policy[], times: Times): Promise<void>;
  /** Rows are durable. */
  learn(decided: readonly Decided[]): void;
}

interface Times {
  readonly nowMs: number;
  readonly oldestMs: number;
}

export function createMemories(): Memories {
  const echoes = createEchoMemory();
  const spent = createSpentMemory();
  return {
    known: { echoes: echoes.times, spent: spent.spent },
    async load(store, sourceIds, policies, { nowMs, oldestMs }) {
      await echoes.load(store, sourceIds, oldestMs);
      await spent.load(store, sourceIds, policies, nowMs);
    },
    learn(decided) {
      echoes.learn(decided);
      spent.learn(decided);
    },
  };
}
