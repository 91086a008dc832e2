import { describe, expect, test } from 'vitest';
import { sleep, within } from '../../../../engine/ports/clock.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';

const LONG_MS = 60_000;

describe('a sleep', () => {
  test('ends when its time is over, and leaves nothing behind at its signals', async () => {
    const clock = createManualClock();
    const signals = [new AbortController().signal, new AbortController().signal];
    const listening = signals.map(countListeners);
    let isOver = false;
    void sleep(clock, LONG_MS, ...signals).then(() => (isOver = true));

    await clock.advance(LONG_MS - 1);
    expect([isOver, listening.map((count) => count())]).toEqual([false, [1, 1]]);
    await clock.advance(1);
    expect([isOver, listening.map((count) => count())]).toEqual([true, [0, 0]]);
  });

  test.each([0, 1])('ends at once when signal %i of two aborts, and leaves nothing behind', async (index) => {
    const clock = createManualClock();
    const controllers = [new AbortController(), new AbortController()];
    const listening = controllers.map(({ signal }) => countListeners(signal));
    const asleep = sleep(clock, LONG_MS, ...controllers.map(({ signal }) => signal));

    controllers[index]!.abort();
    await asleep;
    expect([clock.waiting, listening.map((count) => count())]).toEqual([0, [0, 0]]);
  });

  test('does not begin where one of its signals has aborted before', async () => {
    const clock = createManualClock();
    await sleep(clock, LONG_MS, new AbortController().signal, AbortSignal.abort());
    expect(clock.waiting).toBe(0);
  });
});

describe('an answer that is wanted within a time', () => {
  test('is taken as it is, also where it rejects, and leaves no timer behind', async () => {
    const clock = createManualClock();
    expect(await within(Promise.resolve(null), clock, LONG_MS)).toBeNull();
    await expect(within(Promise.reject(new Error('no')), clock, LONG_MS)).rejects.toThrow('no');
    expect(clock.waiting).toBe(0);
  });

  test('is nothing where it does not come', async () => {
    const clock = createManualClock();
    const answer = within(new Promise(() => {}), clock, LONG_MS);
    await clock.advance(LONG_MS);
    expect(await answer).toBeUndefined();
  });
});

/** Says how many are listening for an abort. */
function countListeners(signal: AbortSignal): () => number {
  const listeners = new Set<unknown>();
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...given: Parameters<typeof addEventListener>) => {
    listeners.add(given[1]);
    addEventListener.apply(signal, given);
  };
  signal.removeEventListener = (...given: Parameters<typeof removeEventListener>) => {
    listeners.delete(given[1]);
    removeEventListener.apply(signal, given);
  };
  return () => listeners.size;
}
