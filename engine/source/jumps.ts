import type { Clock } from '../ports/clock.ts';

/** A look may be late by this much, on either clock, before that counts as sleep or a step. */
const JUMP_MIN_MS = 30_000;

export interface Jumps {
  /**
   * How far the wall clock has gone beyond the time that has passed since the last call: the machine has slept, or its
   * clock was set. 0 = it slept, and both clocks have counted that. Null = neither.
   */
  look(): number | null;
}

/** @param everyMs How far apart looks are at most, as long as the machine is awake. */
export function createJumps(clock: Clock, everyMs: number): Jumps {
  let wallMs = clock.wallMs();
  let monotonicMs = clock.monotonicMs();
  return {
    look() {
      const passedMs = clock.monotonicMs() - monotonicMs;
      const jumpMs = clock.wallMs() - wallMs - passedMs;
      wallMs += passedMs + jumpMs;
      monotonicMs += passedMs;
      if (Math.abs(jumpMs) >= JUMP_MIN_MS) return jumpMs;
      return passedMs >= everyMs + JUMP_MIN_MS ? 0 : null;
    },
  };
}
