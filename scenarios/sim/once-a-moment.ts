// A look at a whole run.

import type { Ledger } from '../observe/ledger.ts';
import type { World } from './world.ts';

/** A run is judged as it ends, and those who look at it then ask again. */
export function onceAMoment<Seen>(
  { entries }: Ledger,
  { nowMs }: Pick<World, 'nowMs'>,
  look: () => Seen,
): () => Seen {
  let last: { readonly atMs: number; readonly entries: number; readonly seen: Seen } | null = null;
  return () => {
    const now = { atMs: nowMs(), entries: entries.length };
    if (last?.atMs !== now.atMs || last.entries !== now.entries) last = { ...now, seen: look() };
    return last.seen;
  };
}
