// Time on the fake Mac. Processes of the device read it through this port only, so that a simulated world can
// own it and a test can run it faster.

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Wall time of the device in milliseconds since the Unix epoch. */
  wallMs(): number;
  monotonicMs(): number;
  after(delayMs: number, callback: () => void): Timer;
  soon(callback: () => void): void;
}

/** A timer of Node that is set for longer runs at once. */
const TIMER_MS_MAX = 2 ** 31 - 1;

/**
 * Real time, or `rate` times as fast (test-only: the environment variable FAKE_IMSG_CLOCK_RATE).
 *
 * @param startMs When the faster clock showed the true time, in Unix milliseconds: the processes of a device
 * share it, or each would have a time of its own.
 */
export function createSystemClock(rate = 1, startMs = Date.now()): Clock {
  const wallStart = startMs + (Date.now() - startMs) * rate;
  const monotonicStart = performance.now();
  const elapsed = () => performance.now() - monotonicStart;
  return {
    wallMs: rate === 1 ? Date.now : () => Math.trunc(wallStart + elapsed() * rate),
    monotonicMs: () => elapsed() * rate,
    after(delayMs, callback) {
      let handle: NodeJS.Timeout;
      const wait = (leftMs: number) => {
        const isLast = leftMs <= TIMER_MS_MAX;
        handle = setTimeout(
          isLast ? callback : () => wait(leftMs - TIMER_MS_MAX),
          Math.min(leftMs, TIMER_MS_MAX),
        );
      };
      wait(Math.max(0, delayMs) / rate);
      return { cancel: () => clearTimeout(handle) };
    },
    soon(callback) {
      setImmediate(callback);
    },
  };
}
