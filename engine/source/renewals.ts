// Growing pauses between subscriptions that do not last (ruling-27): what ends each of them at once must not keep two
// programs busy for good.

import { type Clock, sleep } from '../ports/clock.ts';

/** Pause before the second of renewals that follow each other, doubled up to the second value. */
const PAUSE_FIRST_MS = 1_000;
const PAUSE_MAX_MS = 60_000;
/** A subscription that has lasted so long was a good one: the next is begun without a pause. */
const PROVEN_MS = 60_000;

interface Renewals {
  /** A subscription has begun. */
  subscribed(): void;
  /** The pause before the next one, in milliseconds; null = one is on its way already, and brings what is missing. */
  next(): number | null;
  /** Waits for so long; from then on another one may become necessary. */
  pause(delayMs: number): Promise<void>;
  /** Whatever waits goes on at once. */
  cut(): void;
}

/** @param signal Ends every pause. */
export function createRenewals(clock: Clock, signal: AbortSignal): Renewals {
  let subscribedAtMs = Number.NEGATIVE_INFINITY;
  let inARow = 0;
  let isOnItsWay = false;
  let waiting = new AbortController();
  return {
    subscribed() {
      subscribedAtMs = clock.monotonicMs();
    },
    next() {
      if (isOnItsWay) return null;
      isOnItsWay = true;
      if (clock.monotonicMs() - subscribedAtMs >= PROVEN_MS) inARow = 0;
      inARow += 1;
      return inARow === 1 ? 0 : Math.min(PAUSE_FIRST_MS * 2 ** (inARow - 2), PAUSE_MAX_MS);
    },
    async pause(delayMs) {
      if (delayMs > 0) await sleep(clock, delayMs, signal, waiting.signal);
      isOnItsWay = false;
    },
    cut() {
      isOnItsWay = false;
      waiting.abort();
      waiting = new AbortController();
    },
  };
}
