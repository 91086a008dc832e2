import { expect, it } from 'vitest';
import { watchForEscapes } from '../../../../scenarios/sim/escapes.ts';

it('hears of nothing where nothing escapes, and of nothing after its end', async () => {
  const before = process.listenerCount('unhandledRejection');
  const escapes = watchForEscapes(() => 0);
  Promise.reject(new Error('caught')).catch(() => {});
  await escapes.end();
  expect(escapes.heard).toEqual([]);
  expect(process.listenerCount('unhandledRejection')).toBe(before);
});

it('hears of a rejection that nobody takes, and since when it may have escaped', async () => {
  // The test runner listens as well, and would fail this test.
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  let nowMs = 1_000;
  const escapes = watchForEscapes(() => nowMs);
  nowMs = 2_000;
  await new Promise((resolve) => setImmediate(resolve));
  nowMs = 3_000;
  void Promise.reject(new Error('lost'));
  nowMs = 4_000;
  await escapes.end();
  for (const listener of others) process.on('unhandledRejection', listener);
  const line = expect.stringContaining('unhandled rejection: Error: lost');
  expect(escapes.heard).toEqual([{ line, sinceMs: 2_000 }]);
});
