// When the owner last said something by themselves in each conversation of a database, as far as an account that reads it
// is to be quiet after that (ruling-33).

import type { Decided } from '../inbound/decision.ts';
import type { OwnersWords, Policy } from '../inbound/snapshot.ts';
import type { OwnersWord, SaidAt } from '../store/commands/owners-words.ts';
import { laterOf } from '../store/rules.ts';
import type { Store } from '../store/store.ts';

/** Conversations remembered at most; the one longest without a word of the owner's goes first. */
const CONVERSATIONS_MAX = 10_000;

interface OwnersWordsMemory {
  /** Undefined = nobody asks. */
  readonly words: OwnersWords | undefined;
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
export async function openOwnersWords(
  policies: readonly Policy[],
  { store, sourceIds, oldestMs }: OwnersWordsOptions,
): Promise<OwnersWordsMemory> {
  const longestMs = Math.max(...policies.map(({ quietMs = 0 }) => quietMs));
  if (longestMs === 0) return { words: undefined, learn() {} };
  const words = new Map<string, SaidAt>();
  const add = ({ conversation, atMs, gatewayAtMs }: OwnersWord) => {
    const last = words.get(conversation);
    words.delete(conversation);
    words.set(conversation, laterOf(last, { atMs, gatewayAtMs }));
    if (words.size > CONVERSATIONS_MAX) words.delete(words.keys().next().value!);
  };
  const known = await store.ownersWords({ sourceIds, sinceMs: oldestMs - longestMs });
  for (const word of known) add(word);
  return {
    words,
    learn(decided) {
      for (const { isNew, consequences } of decided)
        if (isNew)
          for (const consequence of consequences) if (consequence.kind === 'ownersWord') add(consequence);
    },
  };
}
