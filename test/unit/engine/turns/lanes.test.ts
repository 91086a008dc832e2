import { describe, expect, it } from 'vitest';
import { createCapacity } from '../../../../engine/turns/capacity.ts';
import { createLanes } from '../../../../engine/turns/lanes.ts';
import { createSessions } from '../../../../engine/turns/sessions.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { unawaited } from '../../../support/engine/world.ts';
import { id } from '../../../support/messages/ids.ts';

function manualLanes(turnsMax: number, sessions = createSessions(), capacity = createCapacity(turnsMax)) {
  const clock = createManualClock();
  const held = new Map<string, number>();
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const lanes = createLanes({
    sessions,
    unawaited,
    clock,
    heldMs: (lane) => Math.max(0, (held.get(lane) ?? 0) - clock.monotonicMs()),
    run: (turnId) => {
      started.push(turnId);
      return new Promise((resolve) => ends.set(turnId, resolve));
    },
  });
  const add = (lane: string, turn: string, sessionKey: string | null = null) =>
    lanes.add(id.lane(lane), id.turn(turn), { capacity, sessionKey });
  const reserve = (lane: string, sessionKey: string | null = null) =>
    lanes.reserve(id.lane(lane), { capacity, sessionKey });
  const end = async (turn: string) => {
    ends.get(turn)!();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { lanes, add, reserve, started, end, clock, held };
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
    const { lanes, add, reserve, started } = manualLanes(4);
    expect(reserve('a')).toBe(true);
    expect(reserve('a')).toBe(false);
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

  it('runs one turn of a session at a time, and what needs another one or none meanwhile', async () => {
    const { add, started, end } = manualLanes(4);
    add('a', 'a1', 'main');
    add('b', 'b1', 'main');
    add('c', 'c1', 'other');
    add('d', 'd1');
    expect(started).toEqual(['a1', 'c1', 'd1']);
    await end('a1');
    expect(started).toEqual(['a1', 'c1', 'd1', 'b1']);
  });

  it('gives a session to the lane that has waited longest, not to the one that had it', async () => {
    const { add, started, end } = manualLanes(4);
    for (const turn of ['a1', 'a2']) add('a', turn, 'main');
    add('b', 'b1', 'main');
    add('c', 'c1', 'main');
    await end('a1');
    // Comes when the session is free for a moment only to whoever waits.
    add('d', 'd1', 'main');
    for (const turn of ['b1', 'c1', 'a2']) await end(turn);
    expect(started).toEqual(['a1', 'b1', 'c1', 'a2', 'd1']);
  });

  it('keeps the order of a lane whose first turn waits for its session', async () => {
    const { add, started, end } = manualLanes(4);
    add('a', 'a1', 'main');
    add('b', 'b1', 'main');
    add('b', 'b2');
    add('b', 'b3', 'main');
    expect(started).toEqual(['a1']);
    await end('a1');
    await end('b1');
    expect(started).toEqual(['a1', 'b1', 'b2']);
    await end('b2');
    expect(started).toEqual(['a1', 'b1', 'b2', 'b3']);
  });

  it('reserves no lane whose session is taken, by this or another account', async () => {
    const sessions = createSessions();
    const [one, other] = [manualLanes(4, sessions), manualLanes(4, sessions)];
    expect(one.reserve('a', 'main')).toBe(true);
    expect(other.reserve('x', 'main')).toBe(false);
    other.add('x', 'x1', 'main');
    expect(other.started).toEqual([]);
    one.lanes.releaseReserved(id.lane('a'));
    expect(other.started).toEqual(['x1']);
    expect(one.reserve('a', 'main')).toBe(false);
    await other.end('x1');
    expect(one.reserve('a', 'main')).toBe(true);
  });

  it('shares what the agent can run at once with the lanes of other accounts, which take turns', async () => {
    const capacity = createCapacity(2);
    const [one, other] = [manualLanes(2, undefined, capacity), manualLanes(2, undefined, capacity)];
    for (const lane of ['a', 'b', 'c', 'd']) one.add(lane, `${lane}1`);
    for (const lane of ['x', 'y']) other.add(lane, `${lane}1`);
    expect([one.started, other.started]).toEqual([['a1', 'b1'], []]);
    expect(other.reserve('z')).toBe(false);
    for (const turn of ['a1', 'b1', 'c1']) await one.end(turn);
    expect([one.started, other.started]).toEqual([['a1', 'b1', 'c1', 'd1'], ['x1']]);
    await other.end('x1');
    expect(other.started).toEqual(['x1', 'y1']);
  });

  it('gives one that is free to each account in turn, however many lanes of one wait', async () => {
    const capacity = createCapacity(1);
    const [one, other] = [manualLanes(1, undefined, capacity), manualLanes(1, undefined, capacity)];
    for (const lane of ['a', 'b', 'c']) one.add(lane, `${lane}1`);
    other.add('x', 'x1');
    await one.end('a1');
    await one.end('b1');
    expect([one.started, other.started]).toEqual([['a1', 'b1'], ['x1']]);
    await other.end('x1');
    expect(one.started).toEqual(['a1', 'b1', 'c1']);
  });

  it('gives what an account that stops has no use for to another', async () => {
    const capacity = createCapacity(1);
    const [one, other] = [manualLanes(1, undefined, capacity), manualLanes(1, undefined, capacity)];
    for (const lane of ['a', 'b']) one.add(lane, `${lane}1`);
    other.add('x', 'x1');
    const stopped = one.lanes.stop();
    await one.end('a1');
    await stopped;
    expect([one.started, other.started]).toEqual([['a1'], ['x1']]);
  });

  it('lets a session that was given to a lane wait with it until it may run', async () => {
    const { add, started, end } = manualLanes(2);
    add('a', 'a1', 'main');
    add('b', 'b1', 'main');
    add('c', 'c1');
    add('d', 'd1');
    await end('a1');
    expect(started).toEqual(['a1', 'c1', 'd1']);
    await end('c1');
    expect(started).toEqual(['a1', 'c1', 'd1', 'b1']);
  });

  it('lets turns of one agent pass those of another that is full', async () => {
    const [full, free] = [createCapacity(1), createCapacity(1)];
    const { lanes, add, started, end } = manualLanes(1, undefined, full);
    const addFree = (lane: string, turn: string) =>
      lanes.add(id.lane(lane), id.turn(turn), { capacity: free, sessionKey: null });
    add('a', 'a1');
    add('b', 'b1');
    addFree('c', 'c1');
    // In one conversation the order holds, whoever is to answer.
    addFree('b', 'b2');
    expect(started).toEqual(['a1', 'c1']);
    await end('c1');
    expect(started).toEqual(['a1', 'c1']);
    await end('a1');
    expect(started).toEqual(['a1', 'c1', 'b1']);
    await end('b1');
    expect(started).toEqual(['a1', 'c1', 'b1', 'b2']);
  });
});

describe('turns that ended while they waited', () => {
  const forget = (lanes: ReturnType<typeof manualLanes>['lanes'], lane: string, ...turns: string[]) =>
    lanes.forget(id.lane(lane), new Set(turns.map((turn) => id.turn(turn))));

  it('wait no more, whether the lane is busy or held; the others keep their order', async () => {
    const { lanes, add, started, end, clock, held } = manualLanes(4);
    for (const turn of ['a1', 'a2', 'a3', 'a4', 'a5']) add('a', turn);
    forget(lanes, 'a', 'a1', 'a2', 'a4');
    expect(lanes.inLane(id.lane('a'))).toEqual({ isBusy: true, waiting: 2 });
    await end('a1');
    await end('a3');
    held.set('b', 5_000);
    for (const turn of ['b1', 'b2']) add('b', turn);
    forget(lanes, 'b', 'b1', 'b2');
    expect(lanes.inLane(id.lane('b'))).toEqual({ isBusy: false, waiting: 0 });
    await clock.advance(5_000);
    expect(started).toEqual(['a1', 'a3', 'a5']);
    expect(lanes.snapshot()).toEqual({ running: 1, waiting: 0 });
    forget(lanes, 'nobody', 'n1');
  });

  it('give back the session that their lane waited for, or had while its agent was full', async () => {
    const { lanes, add, started, end } = manualLanes(2);
    add('a', 'a1', 'main');
    add('b', 'b1', 'main');
    add('b', 'b2', 'other');
    add('c', 'c1', 'main');
    forget(lanes, 'b', 'b1');
    expect(started).toEqual(['a1', 'b2']);
    add('d', 'd1');
    await end('a1');
    expect(started).toEqual(['a1', 'b2', 'd1']);
    forget(lanes, 'c', 'c1');
    add('e', 'e1', 'main');
    await end('d1');
    await end('b2');
    expect(started).toEqual(['a1', 'b2', 'd1', 'e1']);
  });

  it('hold no place among those that wait for their agent', async () => {
    const [full, free] = [createCapacity(1), createCapacity(1)];
    const { lanes, add, started, end } = manualLanes(1, undefined, full);
    for (const turn of ['a1', 'a2']) add('a', turn);
    add('b', 'b1');
    lanes.add(id.lane('b'), id.turn('b2'), { capacity: free, sessionKey: null });
    forget(lanes, 'b', 'b1');
    expect(started).toEqual(['a1', 'b2']);
    add('c', 'c1');
    forget(lanes, 'c', 'c1');
    await end('a1');
    expect(started).toEqual(['a1', 'b2', 'a2']);
    await end('a2');
    expect(lanes.snapshot()).toEqual({ running: 1, waiting: 0 });
  });
});

describe('a lane that has to wait', () => {
  it('starts nothing until that is over, keeps its order, and holds no capacity meanwhile (ruling-34)', async () => {
    const { add, reserve, started, end, clock, held } = manualLanes(1);
    held.set('a', 5_000);
    expect(reserve('a')).toBe(false);
    add('a', 'a1');
    add('a', 'a2');
    add('b', 'b1');
    expect(started).toEqual(['b1']);
    await end('b1');
    await clock.advance(4_999);
    expect(started).toEqual(['b1']);
    await clock.advance(1);
    await end('a1');
    expect(started).toEqual(['b1', 'a1', 'a2']);
  });

  it('has what it waits for looked at anew where that is changed', async () => {
    const { lanes, add, started, clock, held } = manualLanes(4);
    held.set('a', 5_000).set('b', 5_000);
    for (const lane of ['a', 'b']) add(lane, `${lane}1`);
    held.set('a', 0).set('b', 7_000);
    lanes.holdsChanged();
    expect(started).toEqual(['a1']);
    await clock.advance(7_000);
    expect(started).toEqual(['a1', 'b1']);
  });

  it('keeps no stop waiting', async () => {
    const { lanes, add, clock, held } = manualLanes(1);
    held.set('a', 5_000);
    add('a', 'a1');
    await lanes.stop();
    expect(clock.waiting).toBe(0);
  });
});
