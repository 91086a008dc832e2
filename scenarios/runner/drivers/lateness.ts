import type { PacedClock } from './paced-clock.ts';

const LOOK_EVERY_MS = 20;

/** How late this process was, at worst, to notice that time had passed. */
interface Lateness {
  /** As the clock has it that runs faster. */
  worstMs(): number;
  close(): void;
}

export function watchLateness(clock: PacedClock): Lateness {
  let dueMs = performance.now() + LOOK_EVERY_MS;
  let worstMs = 0;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    worstMs = Math.max(worstMs, (nowMs - dueMs) * clock.rate());
    dueMs = nowMs + LOOK_EVERY_MS;
  }, LOOK_EVERY_MS);
  return {
    worstMs: () => worstMs,
    close: () => clearInterval(timer),
  };
}
