// What goes wrong for a time at one seam of a gateway.

import type { World } from './world.ts';

export interface Trouble<Kind extends string> {
  /** What is wrong right now; null = nothing. */
  now(): Kind | null;
  /** When it ends, in the world's time; infinite = never. */
  endsMs(): number;
  /** It goes wrong from now on; another kind takes the place of the one before. */
  begin(kind: Kind, forMs: number): void;
}

export function createTrouble<Kind extends string>(world: World): Trouble<Kind> {
  let kind: Kind | null = null;
  let endsMs = 0;
  return {
    now: () => (world.nowMs() < endsMs ? kind : null),
    endsMs: () => endsMs,
    begin(next, forMs) {
      kind = next;
      endsMs = world.nowMs() + forMs;
    },
  };
}

/** chat.db, as the gateway itself reads it. */
export type ChatDbTrouble = 'rejects' | 'hangs' | 'slow';
/** The file in which a gateway keeps its state. */
export type StoreTrouble = 'full' | 'busy' | 'failing' | 'slow';
