import { describe, expect, it } from 'vitest';
import { createLanes } from '../../../../engine/turns/lanes.ts';

function manualLanes(runningMax: number) {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const lanes = createLanes({
    runningMax,
    run: (id) => {
      started.push(id);
      return new Promise((resolve) => ends.set(id, resolve));
    },
  });
  const end = async (id: string) => {
    ends.get(id)!();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { lanes, started, end };
}

describe('lanes', () => {
  it('runs one thing at a time per lane, in order', async () => {
    const { lanes, started, end } = manualLanes(4);
    lanes.add('a', 'a1');
    lanes.add('a', 'a2');
    expect(started).toEqual(['a1']);
    await end('a1');
    expect(started).toEqual(['a1', 'a2']);
  });

  it('does not let a slow lane hold up another (invariant-15)', () => {
    const { lanes, started } = manualLanes(4);
    lanes.add('slow', 's1');
    lanes.add('slow', 's2');
    lanes.add('fast', 'f1');
    expect(started).toEqual(['s1', 'f1']);
  });

  it('takes the lanes in turns when there are more than may run', async () => {
    const { lanes, started, end } = manualLanes(1);
    for (const id of ['a1', 'a2', 'a3']) lanes.add('a', id);
    lanes.add('b', 'b1');
    await end('a1');
    await end(started.at(-1)!);
    expect(started).toEqual(['a1', 'b1', 'a2']);
  });

  it('reserves only a lane that could start at once, and holds it until released', () => {
    const { lanes, started } = manualLanes(4);
    expect(lanes.reserve('a')).toBe(true);
    expect(lanes.reserve('a')).toBe(false);
    lanes.add('a', 'a1');
    expect(started).toEqual([]);
    lanes.releaseReserved('a');
    expect(started).toEqual(['a1']);
  });

  it('stops once what runs has ended, and starts nothing more', async () => {
    const { lanes, started, end } = manualLanes(4);
    lanes.add('a', 'a1');
    lanes.add('a', 'a2');
    let hasStopped = false;
    const stopped = lanes.stop().then(() => {
      hasStopped = true;
    });
    await Promise.resolve();
    expect(hasStopped).toBe(false);
    await end('a1');
    await stopped;
    expect(started).toEqual(['a1']);
    expect(lanes.snapshot()).toEqual({ running: 0, waiting: 1 });
  });
});
