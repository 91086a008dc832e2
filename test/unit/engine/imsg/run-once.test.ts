import { expect, it } from 'vitest';
import { runOnce } from '../../../../engine/imsg/run-once.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { createFakeSpawn } from '../../../support/messages/fake-transport.ts';

function asked() {
  const clock = createManualClock();
  const ending = new AbortController();
  const { spawn, children } = createFakeSpawn();
  const output = runOnce(spawn, 'imsg', ['--version'], { clock, ending: ending.signal });
  return { clock, ending, output, child: children[0]! };
}

it('gives what imsg prints', async () => {
  const { child, output, clock } = asked();
  child.says('0.14.1\n');
  child.exits();
  expect(await output).toBe('0.14.1\n');
  expect(clock.waiting).toBe(0);
  expect(child.signals).toEqual([]);
});

it('ends an imsg that hangs after 10 s, at first so that it may clean up (OUT-15), and at once where a stop begins (ruling-37)', async () => {
  const late = asked();
  await late.clock.advance(9_999);
  expect(late.child.signals).toEqual([]);
  await late.clock.advance(1);
  expect(late.child.signals).toEqual(['SIGTERM']);
  await late.clock.advance(2_000);
  expect(late.child.signals).toEqual(['SIGTERM', 'SIGKILL']);

  const stopped = asked();
  stopped.ending.abort();
  expect(stopped.child.signals).toEqual(['SIGKILL']);
  stopped.child.exits({ code: null, signal: 'SIGKILL' });
  expect(await stopped.output).toBe('');
  expect(stopped.clock.waiting).toBe(0);
});

it('waits no longer where a stop begins while it may clean up, and sends no second signal where it has ended', async () => {
  const stopped = asked();
  await stopped.clock.advance(10_000);
  stopped.ending.abort();
  expect(stopped.child.signals).toEqual(['SIGTERM', 'SIGKILL']);
  const obeys = asked();
  await obeys.clock.advance(10_000);
  obeys.child.exits({ code: null, signal: 'SIGTERM' });
  expect(await obeys.output).toBe('');
  expect(obeys.clock.waiting).toBe(0);
});
