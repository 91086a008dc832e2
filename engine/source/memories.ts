import type { Decided } from '../inbound/decision.ts';
import type { Policy, Snapshot } from '../inbound/snapshot.ts';
import type { Store } from '../store/store.ts';
import { createEchoMemory } from './echoes.ts';
import { createSpentMemory } from './spent.ts';

/** What earlier rows of a place say of later ones, whichever database holds them. */
export interface Memories {
  readonly known: Required<Pick<Snapshot, 'echoes' | 'spent'>>;
  /** Takes up what an earlier run has journalled. What is said before `oldestMs` is too old to be answered. */
  load(
    store: Store,
    sourceIds: readonly string[],
    policies: readonly Policy[],
    besides: Besides,
  ): Promise<void>;
  /** Rows are durable. */
  learn(decided: readonly Decided[]): void;
}

interface Besides {
  readonly nowMs: number;
  readonly oldestMs: number;
  /** Whether link previews are marked among the rows of a database (ruling-5). */
  arePreviewsMarked(sourceId: string): boolean;
}

export function createMemories(): Memories {
  const echoes = createEchoMemory();
  const spent = createSpentMemory();
  return {
    known: { echoes: echoes.times, spent: spent.spent },
    async load(store, sourceIds, policies, besides) {
      await echoes.load(store, sourceIds, besides.oldestMs);
      await spent.load(store, sourceIds, policies, besides);
    },
    learn(decided) {
      echoes.learn(decided);
      spent.learn(decided);
    },
  };
}
