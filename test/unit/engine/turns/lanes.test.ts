import { describe, expect, it } from 'vitest';
import { createLanes } from '../../../../engine/turns/lanes.ts';
import { id } from '../../../support/messages/ids.ts';

function manualLanes(runningMax: number) {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const lanes = createLanes({
    runningMax,
    run: (turnId) => {
      started.push(turnId);
      return new Promise((resolve) => ends.set(turnId, resolve));
    },
  });
  const add = (lane: string, turn: string) => lanes.add(id.lane(lane), id.turn(turn));
  const end = async (turn: string) => {
    ends.get(turn)!();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { lanes, add, started, end };
}

describe('lanes', () => {
  it('runs one thing at a time per lane, in order', async () => {
    const { add, started, end } = manualLanes(4);
    add('a', 'a1');
    add('a', 'a2');
    expect(started).toEqual(['a1']);
    await end('a1');
    expect(started).toEqual(['a1', 'a2']);
  });

  it('does not let a slow lane hold up another (invariant-15)', () => {
    const { add, started } = manualLanes(4);
    add('slow', 's1');
    add('slow', 's2');
    add('fast', 'f1');
    expect(started).toEqual(['s1', 'f1']);
  });

  it('takes the lanes in turns when there are more than may run', async () => {
    const { add, started, end } = manualLanes(1);
    for (const turn of ['a1', 'a2', 'a3']) add('a', turn);
    add('b', 'b1');
    await end('a1');
    await end(started.at(-1)!);
    expect(started).toEqual(['a1', 'b1', 'a2']);
  });

  it('reserves only a lane that could start at once, and holds it until released', () => {
    const { lanes, add, started } = manualLanes(4);
    expect(lanes.reserve(id.lane('a'))).toBe(true);
    expect(lanes.reserve(id.lane('a'))).toBe(false);
    add('a', 'a1');
    expect(started).toEqual([]);
    lanes.releaseReserved(id.lane('a'));
    expect(started).toEqual(['a1']);
  });

  it('stops once what runs has ended, and starts nothing more', async () => {
    const { lanes, add, started, end } = manualLanes(4);
    add('a', 'a1');
    add('a', 'a2');
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
