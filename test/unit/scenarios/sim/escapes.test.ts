import { expect, it } from 'vitest';
import { watchForEscapes } from '../../../../scenarios/sim/escapes.ts';

it('hears of nothing where nothing escapes, and of nothing after its end', async () => {
  const before = process.listenerCount('unhandledRejection');
  const escapes = watchForEscapes();
  Promise.reject(new Error('caught')).catch(() => {});
  await escapes.end();
  expect(escapes.lines).toEqual([]);
  expect(process.listenerCount('unhandledRejection')).toBe(before);
});

it('hears of a rejection that nobody takes', async () => {
  // The test runner listens as well, and would fail this test.
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  const escapes = watchForEscapes();
  void Promise.reject(new Error('lost'));
  await escapes.end();
  for (const listener of others) process.on('unhandledRejection', listener);
  expect(escapes.lines).toEqual([expect.stringContaining('unhandled rejection: Error: lost')]);
});
