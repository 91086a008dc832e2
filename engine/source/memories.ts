import type { Decided } from '../inbound/decision.ts';
import type { OwnersWords, Policy, Snapshot } from '../inbound/snapshot.ts';
import type { Store } from '../store/store.ts';
import { createEchoMemory } from './echoes.ts';
import { type OwnersWordsMemory, openOwnersWords } from './owners-words.ts';
import { createSelfNoteMemory } from './self-notes.ts';
import { createSpentMemory } from './spent.ts';

/** What earlier rows of a place say of later ones, whichever database holds them. */
export interface Memories {
  readonly known: Required<Pick<Snapshot, 'notes' | 'echoes' | 'spent' | 'journalledGuids'>>;
  /** When the owner last spoke, as far as one of them is quiet then; undefined = nobody asks right now. */
  ownersWords(policies: readonly Policy[]): OwnersWords | undefined;
  /** Whether accounts go by another configuration than when it was taken up, by which it has to be taken up anew. */
  areStale(policies: readonly Policy[]): boolean;
  /** Takes up what is journalled. What is said before `oldestMs` is too old to be answered. */
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
  const notes = createSelfNoteMemory();
  const spent = createSpentMemory();
  let ownersWords: OwnersWordsMemory | null = null;
  return {
    known: { notes: notes.notes, echoes: echoes.times, spent: spent.spent, journalledGuids: spent.guids },
    ownersWords: (policies) => ownersWords?.wordsFor(policies),
    areStale: spent.isStale,
    async load(store, sourceIds, policies, besides) {
      await echoes.load(store, sourceIds, besides.oldestMs);
      await notes.load(store, sourceIds, besides.oldestMs);
      await spent.load(store, sourceIds, policies, besides);
      ownersWords = await openOwnersWords({ store, sourceIds, oldestMs: besides.oldestMs });
    },
    learn(decided) {
      echoes.learn(decided);
      notes.learn(decided);
      spent.learn(decided);
      ownersWords?.learn(decided);
    },
  };
}
