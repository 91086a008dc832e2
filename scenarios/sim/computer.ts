// The computer on which a gateway runs: a clock that need not be right, and sleep, in which nothing of it happens.

import { WORLD_START_MS, type World } from './world.ts';

export interface Computer {
  /** As its clock shows it. */
  wallMs(): number;
  /** Counts while it is awake, at the rate of its clock. */
  monotonicMs(): number;
  /** How far its clock is ahead of the true time. */
  offsetMs(): number;
  isAsleep(): boolean;
  /** Its clock is set: forward, or back below 0. */
  step(byMs: number): void;
  /** From now on its clock is that much faster than the true time; 1 = as fast. */
  setRate(rate: number): void;
  /** A second sleep goes on where the first one would end, if it is longer. */
  sleep(forMs: number): void;
  /** Runs it now, or as soon as the computer wakes. */
  whenAwake(run: () => void): void;
  /** Runs it when that much of its own time has passed. */
  after(delayMs: number, run: () => void): { cancel(): void };
}

/** Of a timer that comes again for what was left of its time: less may be nothing beside the time that it is. */
const LEAST_MS = 0.001;

export function createComputer(world: World): Computer {
  let rate = 1;
  /** Its wall clock and its own time stood there at that true time. */
  let since = { trueMs: 0, wallMs: WORLD_START_MS, ownMs: 0 };
  let awakeFromMs = 0;
  let waiting: (() => void)[] = [];

  const isAsleep = () => world.nowMs() < awakeFromMs;
  const wallMs = () => since.wallMs + (world.nowMs() - since.trueMs) * rate;
  /** `since` is taken afresh at the end of each sleep, so that none of it counts. */
  const monotonicMs = () => since.ownMs + Math.max(0, world.nowMs() - since.trueMs) * (isAsleep() ? 0 : rate);
  const mark = () => {
    since = { trueMs: world.nowMs(), wallMs: wallMs(), ownMs: monotonicMs() };
  };
  const wake = () => {
    if (isAsleep()) return;
    const slept = waiting;
    waiting = [];
    for (const run of slept) run();
  };
  return {
    wallMs,
    monotonicMs,
    offsetMs: () => wallMs() - WORLD_START_MS - world.nowMs(),
    isAsleep: () => isAsleep(),
    step(byMs) {
      mark();
      since = { ...since, wallMs: since.wallMs + byMs };
    },
    setRate(faster) {
      mark();
      rate = faster;
    },
    sleep(forMs) {
      mark();
      const untilMs = world.nowMs() + forMs;
      if (untilMs <= awakeFromMs) return;
      awakeFromMs = untilMs;
      const { ownMs } = since;
      world.schedule(forMs, () => {
        if (isAsleep()) return;
        since = { trueMs: world.nowMs(), wallMs: wallMs(), ownMs };
        wake();
      });
    },
    whenAwake(run) {
      if (isAsleep()) waiting.push(run);
      else run();
    },
    after(delayMs, run) {
      const dueMs = monotonicMs() + delayMs;
      let timer: { cancel(): void } | null = null;
      let isOver = false;
      const look = () => {
        if (isOver) return;
        if (isAsleep()) return void waiting.push(look);
        const leftMs = dueMs - monotonicMs();
        // Never early: whoever looks at the clock then would wait for nothing, again and again.
        if (leftMs > 0) timer = world.schedule(Math.max(leftMs, LEAST_MS) / rate, look);
        else {
          isOver = true;
          run();
        }
      };
      timer = world.schedule(delayMs / rate, look);
      return {
        cancel() {
          isOver = true;
          timer?.cancel();
        },
      };
    },
  };
}
