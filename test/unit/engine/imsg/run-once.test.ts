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

it('ends an imsg that hangs after 10 s, and at once where a stop begins (ruling-37)', async () => {
  const late = asked();
  await late.clock.advance(9_999);
  expect(late.child.signals).toEqual([]);
  await late.clock.advance(1);
  expect(late.child.signals).toEqual(['SIGKILL']);

  const stopped = asked();
  stopped.ending.abort();
  expect(stopped.child.signals).toEqual(['SIGKILL']);
  stopped.child.exits({ code: null, signal: 'SIGKILL' });
  expect(await stopped.output).toBe('');
  expect(stopped.clock.waiting).toBe(0);
});
