import type { Clock } from '../ports/clock.ts';

/** Wall and monotonic time may part by this much between two looks before it counts as sleep or a step. */
const JUMP_MIN_MS = 30_000;

export interface Jumps {
  /** How far the clock has jumped since the last call: the machine has slept, or its clock was set. 0 = it has not. */
  look(): number;
}

export function createJumps(clock: Clock): Jumps {
  let wallMs = clock.wallMs();
  let monotonicMs = clock.monotonicMs();
  return {
    look() {
      const jumpMs = clock.wallMs() - wallMs - (clock.monotonicMs() - monotonicMs);
      wallMs = clock.wallMs();
      monotonicMs = clock.monotonicMs();
      return Math.abs(jumpMs) >= JUMP_MIN_MS ? jumpMs : 0;
    },
  };
}
