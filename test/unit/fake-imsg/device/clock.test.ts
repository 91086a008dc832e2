import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSystemClock } from '../../../../fake-imsg/device/clock.ts';

const DAY_MS = 86_400_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a timer for longer than Node has any runs when its time has come (U8)', () => {
  let count = 0;
  createSystemClock().after(60 * DAY_MS, () => {
    count += 1;
  });
  vi.advanceTimersByTime(60 * DAY_MS - 1);
  expect(count).toBe(0);
  vi.advanceTimersByTime(1);
  expect(count).toBe(1);
});

it('is cancelled as any other, also after a part of its time', () => {
  let count = 0;
  const timer = createSystemClock().after(60 * DAY_MS, () => {
    count += 1;
  });
  vi.advanceTimersByTime(30 * DAY_MS);
  timer.cancel();
  vi.advanceTimersByTime(60 * DAY_MS);
  expect([count, vi.getTimerCount()]).toEqual([0, 0]);
});
