// When the owner last said something by themselves in each conversation of a database, as far as an account that reads it
// was to be quiet after that (ruling-33).

import type { Decided } from '../inbound/decision.ts';
import type { OwnersWords, Policy } from '../inbound/snapshot.ts';
import type { HeardWord, OwnersWord, SaidAt } from '../store/commands/owners-words.ts';
import { lastSaid, laterOf } from '../store/owners-words-rules.ts';
import type { Store } from '../store/store.ts';

/** Conversations remembered at most; the one longest without a word of the owner's goes first. */
const CONVERSATIONS_MAX = 10_000;
/** Nobody is to be quiet for longer. */
const QUIET_MAX_MS = 7 * 86_400_000;

export interface OwnersWordsMemory {
  /** Undefined = nobody asks right now. */
  wordsFor(policies: readonly Policy[]): OwnersWords | undefined;
  /** Rows are durable. */
  learn(decided: readonly Decided[]): void;
}

interface OwnersWordsOptions {
  readonly store: Pick<Store, 'ownersWords'>;
  /** The database, and those that stood in its place before: the people are the same. */
  readonly sourceIds: readonly string[];
  /** Rows that were written before are too old to be answered; in milliseconds since the Unix epoch. */
  readonly oldestMs: number;
}

/** Takes up what earlier runs have journalled. */
export async function openOwnersWords({
  store,
  sourceIds,
  oldestMs,
}: OwnersWordsOptions): Promise<OwnersWordsMemory> {
  const words = new Map<string, SaidAt>();
  const put = (conversation: string, said: SaidAt) => {
    words.delete(conversation);
    words.set(conversation, said);
    if (words.size > CONVERSATIONS_MAX) words.delete(words.keys().next().value!);
  };
  const add = (word: HeardWord) => put(word.conversation, lastSaid(words.get(word.conversation), word));
  const recall = ({ conversation, atMs, gatewayAtMs }: OwnersWord) =>
    put(conversation, laterOf(words.get(conversation), { atMs, gatewayAtMs }));
  const known = await store.ownersWords({ sourceIds, sinceMs: oldestMs - QUIET_MAX_MS });
  for (const word of known) recall(word);
  return {
    wordsFor: (policies) => (policies.some(({ quietMs = 0 }) => quietMs > 0) ? words : undefined),
    learn(decided) {
      for (const { isNew, consequences } of decided)
        if (isNew)
          for (const consequence of consequences) if (consequence.kind === 'ownersWord') add(consequence);
    },
  };
}
