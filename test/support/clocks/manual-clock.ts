import type { Clock } from '../../../engine/ports/clock.ts';

export interface ManualClock extends Clock {
  /** Runs what falls due, in order, and lets promises settle after each. */
  advance(ms: number): Promise<void>;
  /** Somebody sets the wall clock back. */
  setBack(ms: number): void;
  /** Timers that have neither run nor been cancelled. */
  readonly waiting: number;
}

/** A clock that stands still until it is told to go on. Wall and monotonic time move together. */
export function createManualClock(wallStartMs = 1_700_000_000_000): ManualClock {
  let nowMs = 0;
  let setBackMs = 0;
  let count = 0;
  const due = new Map<number, { atMs: number; callback: () => void }>();

  const schedule = (delayMs: number, callback: () => void) => {
    count += 1;
    const id = count;
    due.set(id, { atMs: nowMs + Math.max(0, delayMs), callback });
    return { cancel: () => void due.delete(id) };
  };
  const next = (untilMs: number) =>
    [...due].filter(([, timer]) => timer.atMs <= untilMs).sort(([, a], [, b]) => a.atMs - b.atMs)[0];

  return {
    wallMs: () => wallStartMs + nowMs - setBackMs,
    monotonicMs: () => nowMs,
    after: schedule,
    setBack(ms) {
      setBackMs += ms;
    },
    soon: (callback) => void schedule(0, callback),
    async advance(ms) {
      const untilMs = nowMs + ms;
      await settle();
      for (let timer = next(untilMs); timer !== undefined; timer = next(untilMs)) {
        due.delete(timer[0]);
        nowMs = timer[1].atMs;
        timer[1].callback();
        await settle();
      }
      nowMs = untilMs;
    },
    get waiting() {
      return due.size;
    },
  };
}

/** Lets every promise that can settle without time or input do so. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
