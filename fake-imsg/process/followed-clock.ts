// A clock that several processes share and whose pace a test changes while they run (FAKE_IMSG_CLOCK_FILE). The
// file grows by one entry at each change: when, in true time, what the clock showed then, and how many times as
// fast it has run since.

import { appendFileSync, closeSync, openSync, readSync } from 'node:fs';
import type { Clock } from '../device/clock.ts';

export interface Pace {
  /** True time, in Unix milliseconds with fractions. */
  readonly fromMs: number;
  /** What the clock showed then, in Unix milliseconds. */
  readonly shownMs: number;
  readonly rate: number;
}

export interface FollowedClock extends Clock {
  /** Of this moment. */
  rate(): number;
  /** Ends the following; the pace stays what it is. */
  close(): void;
}

/** At the pace of real time, how long a timer may sleep before it looks whether the pace has changed. */
const LOOK_EVERY_MS = 10;

/** True time, finer than `Date.now`. */
export const trueMs = () => performance.timeOrigin + performance.now();

/** From now on, all who follow the file have this pace. */
export function writePace(path: string, { fromMs, shownMs, rate }: Pace): void {
  appendFileSync(path, Buffer.from(Float64Array.of(fromMs, shownMs, rate).buffer));
}

/** Throws where the file cannot be read or holds no pace. */
export function createFollowedClock(path: string): FollowedClock {
  const reader = openPaces(path);
  let lastMs = 0;
  const shown = () => {
    const { fromMs, shownMs, rate } = reader.latest();
    lastMs = Math.max(lastMs, shownMs + (trueMs() - fromMs) * rate);
    return lastMs;
  };
  return {
    rate: () => reader.latest().rate,
    wallMs: () => Math.trunc(shown()),
    monotonicMs: shown,
    after(delayMs, callback) {
      const dueMs = shown() + delayMs;
      const sleep = () => {
        const { rate } = reader.latest();
        const leftMs = Math.max(0, dueMs - shown()) / rate;
        return setTimeout(look, rate === 1 ? Math.min(leftMs, LOOK_EVERY_MS) : leftMs);
      };
      const look = () => {
        if (shown() >= dueMs) callback();
        else handle = sleep();
      };
      let handle = sleep();
      return { cancel: () => clearTimeout(handle) };
    },
    soon: (callback) => void setImmediate(callback),
    close: reader.close,
  };
}

function openPaces(path: string): { latest(): Pace; close(): void } {
  const file = openSync(path, 'r');
  const numbers = new Float64Array(3);
  let offset = 0;
  let isOpen = true;
  let latest: Pace = { fromMs: 0, shownMs: 0, rate: 0 };
  const follow = () => {
    while (isOpen && readSync(file, numbers, 0, numbers.byteLength, offset) === numbers.byteLength) {
      offset += numbers.byteLength;
      latest = { fromMs: numbers[0]!, shownMs: numbers[1]!, rate: numbers[2]! };
    }
    return latest;
  };
  if (!(follow().rate > 0)) throw new Error(`FAKE_IMSG_CLOCK_FILE must name a file of paces, not ${path}`);
  return {
    latest: follow,
    close() {
      isOpen = false;
      closeSync(file);
    },
  };
}
