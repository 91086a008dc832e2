// When the owner last said something, for whoever remembers it and for every store.

import type { HeardWord, SaidAt } from './commands/owners-words.ts';

/**
 * When the owner last said something, once they have again: nothing from before that was said later than it came, whatever
 * a clock tells of it that was set back since.
 */
export function lastSaid(
  before: SaidAt | undefined,
  { atMs, gatewayAtMs, cameAtMs, arrivedAtMs }: Omit<HeardWord, 'conversation'>,
): SaidAt {
  const said = { atMs, gatewayAtMs };
  if (before === undefined) return said;
  const known = {
    atMs: Math.min(before.atMs, cameAtMs),
    gatewayAtMs: Math.min(before.gatewayAtMs, arrivedAtMs),
  };
  return laterOf(known, said);
}

/** The later of two times, on each clock for itself. */
export function laterOf(one: SaidAt | undefined, other: SaidAt): SaidAt {
  if (one === undefined) return other;
  return {
    atMs: Math.max(one.atMs, other.atMs),
    gatewayAtMs: Math.max(one.gatewayAtMs, other.gatewayAtMs),
  };
}
