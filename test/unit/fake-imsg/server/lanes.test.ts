import { describe, expect, it } from 'vitest';
import { createLanes } from '../../../../fake-imsg/server/lanes.ts';
import type { LaneName } from '../../../../fake-imsg/server/scheduler.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';

function start() {
  const clock = createManualClock();
  const lanes = createLanes(clock, { outstanding: 8, running: { mutation: 1, read: 2, control: 1 } });
  const started: string[] = [];
  const finish = new Map<string, () => void>();
  const submit = (lane: LaneName, name: string) =>
    lanes.submit(lane, () => {
      started.push(name);
      return new Promise<void>((resolve) => finish.set(name, resolve));
    });
  return { clock, lanes, started, submit, finish: (name: string) => finish.get(name)?.() };
}

describe('lanes (wire-2.3)', () => {
  it('run mutations one after the other while reads overtake them', async () => {
    const { clock, started, submit, finish } = start();
    submit('mutation', 'send 1');
    submit('mutation', 'send 2');
    submit('read', 'read 1');
    await clock.advance(0);
    expect(started).toEqual(['send 1', 'read 1']);
    finish('send 1');
    await clock.advance(0);
    expect(started).toEqual(['send 1', 'read 1', 'send 2']);
  });

  it('run no more reads at once than allowed', async () => {
    const { clock, started, submit, finish } = start();
    for (const name of ['a', 'b', 'c']) submit('read', name);
    await clock.advance(0);
    expect(started).toEqual(['a', 'b']);
    finish('b');
    await clock.advance(0);
    expect(started).toEqual(['a', 'b', 'c']);
  });

  it('take a limited number of jobs, whether they run or wait, and say when all have ended', async () => {
    const { clock, lanes, submit, finish } = start();
    let idle = 0;
    lanes.onIdle(() => idle++);
    const taken = Array.from({ length: 9 }, (_, index) => submit('read', `${index}`));
    expect(taken).toEqual([...Array(8).fill(true), false]);
    await clock.advance(0);
    for (let index = 0; index < 8; index++) {
      expect(idle).toBe(0);
      finish(`${index}`);
      await clock.advance(0);
    }
    expect([idle, lanes.outstanding()]).toEqual([1, 0]);
    expect(submit('read', 'again')).toBe(true);
  });
});
