import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Transport, TransportEvents } from '../../../../../engine/imsg/transport.ts';
import type { PacedClock } from '../../../../../scenarios/runner/drivers/paced-clock.ts';
import { createSpeed, speedFor } from '../../../../../scenarios/runner/drivers/speed.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

function setUp(given: number | null = null) {
  let rate = 1;
  const setRate = (wanted: number) => {
    rate = wanted;
  };
  const speed = createSpeed({ setRate } as PacedClock, given);
  const events: TransportEvents[] = [];
  const spawn = speed.withRealStarts((_, its) => {
    events.push(its);
    return {} as Transport;
  });
  const ignored = { onData() {}, onStderr() {}, onExit() {} };
  const start = () => void spawn({ command: 'imsg', args: [] }, ignored);
  return { speed, events, start, rate: () => rate };
}

describe('time takes its real pace', () => {
  test('until every program has said something', () => {
    const { events, start, rate } = setUp(12);
    start();
    start();
    events[0]!.onData(new Uint8Array());
    expect(rate()).toBe(1);
    events[1]!.onData(new Uint8Array());
    expect(rate()).toBe(12);
    start();
    expect(rate()).toBe(1);
    events[2]!.onExit({ code: 1, signal: null });
    expect(rate()).toBe(12);
  });

  test('while something is done that must have real time', async () => {
    const { speed, rate } = setUp(12);
    await speed.inRealTime(async () => expect(rate()).toBe(1));
    expect(rate()).toBe(12);
  });

  test('no longer for a program that says nothing, which is remembered', () => {
    const { speed, start, rate } = setUp(12);
    start();
    vi.advanceTimersByTime(4900);
    expect([rate(), speed.hasOverrun()]).toEqual([1, false]);
    vi.advanceTimersByTime(200);
    expect([rate(), speed.hasOverrun()]).toEqual([12, true]);
  });
});

describe('the speed', () => {
  test('is measured by the first start, and stays', () => {
    const { speed, events, start } = setUp();
    expect(speed.value()).toBeNull();
    start();
    vi.advanceTimersByTime(1000);
    events[0]!.onData(new Uint8Array());
    expect(speed.value()).toBe(6);
    start();
    events[1]!.onData(new Uint8Array());
    expect(speed.value()).toBe(6);
  });

  test.each([
    [10, 20],
    [300, 20],
    [2000, 3],
    [60_000, 1],
  ])('of a machine on which a start takes %i ms is %i', (startMs, expected) => {
    expect(speedFor(startMs)).toBe(expected);
  });
});
