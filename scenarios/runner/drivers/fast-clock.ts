import { type Clock, createSystemClock } from '../../../engine/ports/clock.ts';

/** How much faster than real time: a child still has 1.5 s of the 30 s it may take until it answers. */
export const SPAWNED_RATE = 20;

/** What a process needs to know to have the same time. */
export interface FastTime {
  readonly rate: number;
  /** When it showed the true time, in Unix milliseconds. */
  readonly startMs: number;
}

/** A clock that runs faster than the real one, and can be put forward while nobody waits on it. */
export interface FastClock extends Clock {
  /** For processes that are started now. */
  readonly time: FastTime;
  /** Timers that run already stay as long as they are. */
  putForward(ms: number): void;
}

export function createFastClock(): FastClock {
  const startMs = Date.now();
  const clock = createSystemClock({ rate: SPAWNED_RATE, startMs });
  let shiftMs = 0;
  return {
    get time() {
      return { rate: SPAWNED_RATE, startMs: startMs - shiftMs / (SPAWNED_RATE - 1) };
    },
    putForward(ms) {
      shiftMs += ms;
    },
    wallMs: () => clock.wallMs() + shiftMs,
    monotonicMs: () => clock.monotonicMs() + shiftMs,
    after: clock.after,
    soon: clock.soon,
  };
}
