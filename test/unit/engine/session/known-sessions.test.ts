import { expect, it } from 'vitest';
import { createKnownSessions } from '../../../../engine/session/known-sessions.ts';

it('knows for which sessions something waits', () => {
  const sessions = createKnownSessions(2);
  for (const key of ['a', 'b']) sessions.add(key);
  expect(['a', 'b', 'c'].map(sessions.has)).toEqual([true, true, false]);
  expect([sessions.delete('a'), sessions.delete('c')]).toEqual([true, false]);
  sessions.add('c');
  expect(['a', 'b', 'c'].map(sessions.has)).toEqual([false, true, true]);
});

it('is bounded: where there are more, some may wait for any', () => {
  const sessions = createKnownSessions(2);
  for (const key of ['a', 'b', 'a']) sessions.add(key);
  expect(sessions.has('c')).toBe(false);
  sessions.add('c');
  expect([sessions.has('c'), sessions.has('d'), sessions.delete('d')]).toEqual([true, true, true]);
});
