import { describe, expect, it } from 'vitest';
import type { Mutation } from '../../../../engine/wire/mutation.ts';
import { createScheduler } from '../../../../engine/wire/scheduler.ts';
import { unawaited } from '../../../support/engine/world.ts';
import { id } from '../../../support/messages/ids.ts';

const IDLE = {
  waitingParts: 0,
  lanesWithMore: 0,
  heldLanes: 0,
  pausedLanes: 0,
  droppedSignals: 0,
  isBusy: false,
};

function bed() {
  const stopping = new AbortController();
  const scheduler = createScheduler(stopping.signal, unawaited);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  let isReady = true;
  const mutation = (name: string, lane: string, turn = name): Mutation => ({
    lane: id.lane(lane),
    group: id.turn(turn),
    isReady: () => isReady,
    run() {
      begun.push(name);
      return new Promise((resolve) => ends.set(name, resolve));
    },
    load: async () => [],
  });
  const end = async (name: string) => {
    ends.get(name)!();
    await Promise.resolve();
    await Promise.resolve();
  };
  const setReady = (ready: boolean) => {
    isReady = ready;
    scheduler.readinessChanged();
  };
  return { scheduler, stopping, begun, mutation, end, setReady };
}

describe('the wire of a source', () => {
  it('takes one at a time, the lanes of all accounts in turn', async () => {
    const { scheduler, begun, mutation, end } = bed();
    for (const [name, lane] of [
      ['a1', 'home/a'],
      ['a2', 'home/a'],
      ['b1', 'work/b'],
    ] as const)
      scheduler.push(mutation(name, lane));
    expect(begun).toEqual(['a1']);
    await end('a1');
    expect(begun).toHaveLength(2);
    await end(begun[1]!);
    await end(begun[2]!);
    expect(begun.toSorted()).toEqual(['a1', 'a2', 'b1']);
    expect(begun.indexOf('a2')).toBeGreaterThan(begun.indexOf('a1'));
  });

  it('waits for a child that is not ready', async () => {
    const { scheduler, begun, mutation, setReady } = bed();
    setReady(false);
    scheduler.push(mutation('a1', 'a'));
    expect(begun).toEqual([]);
    expect(scheduler.snapshot()).toEqual({ ...IDLE, waitingParts: 1 });
    setReady(true);
    expect(begun).toEqual(['a1']);
    expect(scheduler.snapshot()).toEqual({ ...IDLE, isBusy: true });
  });

  it('is seized only while nobody is on it or waits for it, and by no lane that is held', async () => {
    const { scheduler, begun, mutation, end } = bed();
    const [a, b] = [id.lane('a'), id.lane('b')];
    const giveBack = scheduler.seize(a, () => true)!;
    expect(scheduler.seize(a, () => true)).toBeNull();
    scheduler.push(mutation('a1', 'a'));
    expect(begun).toEqual([]);
    giveBack();
    expect(begun).toEqual(['a1']);
    expect(scheduler.seize(a, () => true)).toBeNull();
    await end('a1');
    expect(scheduler.seize(a, () => false)).toBeNull();
    scheduler.hold(a, id.part('a1'), 'moment');
    expect(scheduler.seize(a, () => true)).toBeNull();
    expect(scheduler.seize(b, () => true)).not.toBeNull();
  });

  it('is seized while what waits could not go: its lane is held or its child is down', () => {
    const { scheduler, begun, mutation, setReady } = bed();
    const [a, b, c] = [id.lane('a'), id.lane('b'), id.lane('c')];
    scheduler.hold(a, id.part('a0'), 'deadline');
    scheduler.push(mutation('a1', 'a'));
    setReady(false);
    scheduler.push(mutation('b1', 'b'));
    expect(scheduler.seize(b, () => true)).toBeNull();
    const giveBack = scheduler.seize(c, () => true)!;
    setReady(true);
    expect(begun).toEqual([]);
    giveBack();
    expect(begun).toEqual(['b1']);
  });

  it('takes a signal while another lane is held', () => {
    const { scheduler, begun, mutation } = bed();
    scheduler.hold(id.lane('a'), id.part('a0'), 'deadline');
    scheduler.push(mutation('a1', 'a'));
    scheduler.offer(mutation('typing', ''));
    expect(begun).toEqual(['typing']);
  });

  it('holds a lane back, also for the turns behind, and forgets what is left of a turn (S4)', async () => {
    const { scheduler, begun, mutation, end } = bed();
    scheduler.push(mutation('a1', 'a', 'turn'));
    scheduler.push(mutation('a2', 'a', 'turn'));
    scheduler.push(mutation('a3', 'a', 'next'));
    scheduler.hold(id.lane('a'), id.part('a1'), 'deadline');
    await end('a1');
    expect(begun).toEqual(['a1']);
    scheduler.forgetGroup(id.turn('turn'));
    expect(begun).toEqual(['a1']);
    scheduler.release(id.lane('a'), id.part('a1'));
    expect(begun).toEqual(['a1', 'a3']);
  });

  it('is drained once no lane waits a moment for its row, but waits for no deadline', async () => {
    const { scheduler } = bed();
    scheduler.hold(id.lane('a'), id.part('a1'), 'moment');
    scheduler.hold(id.lane('b'), id.part('b1'), 'deadline');
    let isDrained = false;
    void scheduler.drain().then(() => {
      isDrained = true;
    });
    await Promise.resolve();
    expect(isDrained).toBe(false);
    scheduler.release(id.lane('a'), id.part('a1'));
    await Promise.resolve();
    expect(isDrained).toBe(true);
  });

  it('is drained when nothing is left that could go, and begins nothing after a stop', async () => {
    const { scheduler, stopping, begun, mutation, end } = bed();
    scheduler.push(mutation('a1', 'a'));
    scheduler.push(mutation('a2', 'a'));
    stopping.abort();
    let isDrained = false;
    void scheduler.drain().then(() => {
      isDrained = true;
    });
    await Promise.resolve();
    expect(isDrained).toBe(false);
    await end('a1');
    expect(isDrained).toBe(true);
    expect(begun).toEqual(['a1']);
  });

  it('takes a signal only while it is idle and nothing waits, and counts those that it drops', async () => {
    const { scheduler, begun, mutation, end, setReady } = bed();
    scheduler.offer(mutation('typing 1', ''));
    expect(begun).toEqual(['typing 1']);
    scheduler.offer(mutation('typing 2', ''));
    scheduler.push(mutation('a1', 'a'));
    await end('typing 1');
    expect(begun).toEqual(['typing 1', 'a1']);
    scheduler.offer(mutation('typing 3', ''));
    await end('a1');
    setReady(false);
    scheduler.offer(mutation('typing 4', ''));
    expect(begun).toEqual(['typing 1', 'a1']);
    expect(scheduler.snapshot()).toMatchObject({ droppedSignals: 3, waitingParts: 0, isBusy: false });
  });

  it('runs alone what must not be beside anything, before whatever waits', async () => {
    const { scheduler, begun, mutation, end } = bed();
    scheduler.push(mutation('a1', 'a'));
    scheduler.push(mutation('a2', 'a'));
    let isOver = false;
    const alone = scheduler.alone(mutation('launch', '').run).then(() => {
      isOver = true;
    });
    expect(begun).toEqual(['a1']);
    await end('a1');
    expect([begun, isOver]).toEqual([['a1', 'launch'], false]);
    await end('launch');
    await alone;
    expect(begun).toEqual(['a1', 'launch', 'a2']);
  });
});
