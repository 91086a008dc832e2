// What earlier runs have sent, as far as it is remembered from the start on. Of what is older the journal is asked, by GUID.

import type { PartRow } from '../store/commands/parts.ts';
import type { Store } from '../store/store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** All of it, for the echo (ECH-6) and for what counts towards the pace. */
const ALL = { withinMs: DAY_MS / 2, limit: 10_000 } as const;
/** Where that is little: a row without proof may be told long after, when the gateway was down meanwhile. */
const LATEST = { withinMs: 30 * DAY_MS, limit: 1_000 } as const;

interface SentBeforeOptions {
  readonly accountId: string;
  readonly store: Pick<Store, 'recentParts'>;
  readonly nowMs: number;
}

interface SentBefore {
  /** Oldest first: whoever has to forget some of them forgets those that came first. */
  readonly parts: readonly PartRow[];
  /** Of what was made before then there may be more. */
  readonly knownSinceMs: number;
}

export async function sentBefore({ accountId, store, nowMs }: SentBeforeOptions): Promise<SentBefore> {
  const last = async ({ withinMs, limit }: typeof ALL | typeof LATEST): Promise<SentBefore> => {
    const sinceMs = nowMs - withinMs;
    const parts = (await store.recentParts({ accountId, sinceMs, limit })).toReversed();
    return { parts, knownSinceMs: parts.length < limit ? sinceMs : parts[0]!.createdAtMs };
  };
  const all = await last(ALL);
  return all.parts.length < LATEST.limit ? last(LATEST) : all;
}
