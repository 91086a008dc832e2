import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createFollowedClock } from '../../../../../fake-imsg/process/followed-clock.ts';
import { createPacedClock } from '../../../../../scenarios/runner/drivers/paced-clock.ts';
import { createTempFolder } from '../../../../support/repository/temp-folder.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] }));
afterEach(() => void vi.useRealTimers());

/** The clock of a run, and a program that follows it. */
function setUp() {
  const folder = createTempFolder();
  const path = join(folder.path, 'clock');
  const clock = createPacedClock(path);
  const follower = createFollowedClock(path);
  onTestFinished(() => {
    clock.close();
    follower.close();
    folder.remove();
  });
  const startMs = clock.monotonicMs();
  const shown = () => [clock, follower].map((each) => Math.round(each.monotonicMs() - startMs));
  return { clock, follower, shown };
}

test('all who follow it show the same time at every pace', () => {
  const { clock, shown } = setUp();
  vi.advanceTimersByTime(1000);
  expect(shown()).toEqual([1000, 1000]);
  clock.setRate(20);
  vi.advanceTimersByTime(100);
  expect(shown()).toEqual([3000, 3000]);
  clock.setRate(1);
  vi.advanceTimersByTime(100);
  expect(shown()).toEqual([3100, 3100]);
  clock.putForward(60_000);
  expect(shown()).toEqual([63_100, 63_100]);
});

test('a timer fires when its time has come, however the pace has changed since', () => {
  const { clock, follower, shown } = setUp();
  let fired: number[] | null = null;
  follower.after(10_000, () => {
    fired = shown();
  });
  vi.advanceTimersByTime(1000);
  clock.setRate(20);
  vi.advanceTimersByTime(440);
  expect(fired).toBeNull();
  vi.advanceTimersByTime(30);
  expect(fired).not.toBeNull();
  expect(fired![1]).toBeGreaterThanOrEqual(10_000);
});

test('a timer that is cancelled does not fire', () => {
  const { follower } = setUp();
  const timer = follower.after(1000, () => expect.unreachable());
  vi.advanceTimersByTime(500);
  timer.cancel();
  vi.advanceTimersByTime(5000);
});

test('a file without a pace is refused by name', () => {
  expect(() => createFollowedClock('/dev/null')).toThrow('FAKE_IMSG_CLOCK_FILE');
});
