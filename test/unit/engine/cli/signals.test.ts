import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { stopOnSignals } from '../../../../engine/cli/signals.ts';

test.each(['SIGINT', 'SIGTERM'])('aborts at the first %s and kills at the second', (name) => {
  const source = new EventEmitter();
  let kills = 0;
  const { signal } = stopOnSignals(source, () => kills++);
  expect(signal.aborted).toBe(false);
  source.emit(name);
  expect({ aborted: signal.aborted, kills }).toEqual({ aborted: true, kills: 0 });
  source.emit('SIGINT');
  expect(kills).toBe(1);
});

test('leaves the signals alone once released', () => {
  const source = new EventEmitter();
  const stop = stopOnSignals(source, () => {});
  stop.release();
  expect([source.listenerCount('SIGINT'), source.listenerCount('SIGTERM')]).toEqual([0, 0]);
});
