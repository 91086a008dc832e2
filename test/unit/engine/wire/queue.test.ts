import { describe, expect, it } from 'vitest';
import type { Mutation } from '../../../../engine/wire/mutation.ts';
import { createMutationQueue, LANE_MUTATIONS_MAX, MUTATIONS_MAX } from '../../../../engine/wire/queue.ts';
import { id } from '../../../support/messages/ids.ts';

interface Named extends Mutation {
  readonly partId: string;
}

function part(partId: string, lane: string, turn: string, isReady = () => true): Named {
  return {
    partId,
    lane: id.lane(lane),
    group: id.turn(turn),
    isReady,
    run: async () => {},
    load: async () => [],
  };
}

const nameOf = (mutation: Pick<Mutation, 'run'>) => (mutation as Named).partId;

function filled() {
  const queue = createMutationQueue();
  queue.push(part('a1', 'a', 't1'));
  queue.push(part('a2', 'a', 't1'));
  queue.push(part('b1', 'b', 't2'));
  queue.push(part('a3', 'a', 't3'));
  return queue;
}

const drain = (queue: ReturnType<typeof createMutationQueue>) => {
  const ids: string[] = [];
  for (let next = queue.next(); next; next = queue.next()) ids.push(nameOf(next));
  return ids;
};

describe('part queue', () => {
  it('keeps the order of a lane and lets the lanes take turns', () => {
    expect(drain(filled())).toEqual(['a1', 'b1', 'a2', 'a3']);
  });

  it('holds back a lane until all have let it go that hold it, and no other lane (S4)', () => {
    const queue = filled();
    queue.next();
    queue.hold(id.lane('a'), id.part('a0'), 'deadline');
    queue.hold(id.lane('a'), id.part('a1'), 'moment');
    expect(queue.isHeld(id.lane('a'))).toBe(true);
    expect(queue.heldCount()).toBe(1);
    expect(drain(queue)).toEqual(['b1']);
    queue.release(id.lane('a'), id.part('a1'));
    expect(queue.isSettling()).toBe(false);
    expect(drain(queue)).toEqual([]);
    queue.release(id.lane('a'), id.part('a0'));
    expect(drain(queue)).toEqual(['a2', 'a3']);
  });

  it('puts a part back in front of its lane', () => {
    const queue = filled();
    const first = queue.next() as Named;
    queue.putBack(first);
    expect(drain(queue).filter((id) => id.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  });

  it('takes out what is left of a turn', () => {
    const queue = filled();
    queue.next();
    queue.forgetGroup(id.turn('t1'));
    expect(queue.size()).toBe(2);
    expect(drain(queue)).toEqual(['b1', 'a3']);
  });

  it('leaves out a lane whose child is not ready', () => {
    const queue = createMutationQueue();
    let isReady = false;
    queue.push(part('a1', 'a', 't1', () => isReady));
    queue.push(part('b1', 'b', 't2'));
    expect(drain(queue)).toEqual(['b1']);
    isReady = true;
    expect(drain(queue)).toEqual(['a1']);
  });
});

/** A store of parts by lane, from which a queue loads; `take` is that one began. */
function stored() {
  const queue = createMutationQueue();
  const waiting = new Map<string, Named[]>();
  let most = 0;
  const push = (lane: string, partId: string) => {
    const load = async (_: unknown, limit: number) => (waiting.get(lane) ?? []).slice(0, limit);
    const mutation: Named = { ...part(partId, lane, partId), load };
    waiting.set(lane, [...(waiting.get(lane) ?? []), mutation]);
    queue.push(mutation);
    most = Math.max(most, queue.size());
  };
  /** One step of the wire; the part that went out, or null where more was loaded. */
  const step = async () => {
    const next = queue.next()!;
    most = Math.max(most, queue.size());
    if (!('partId' in next)) {
      await next.run();
      most = Math.max(most, queue.size());
      return null;
    }
    const { lane, partId } = next as Named;
    waiting.set(
      lane,
      waiting.get(lane)!.filter((other) => other !== next),
    );
    return partId;
  };
  const drained = async () => {
    const out: string[] = [];
    while (queue.hasNext()) {
      const partId = await step();
      if (partId !== null) out.push(partId);
    }
    return out;
  };
  return { queue, push, step, drained, most: () => most };
}

describe('a flood of parts', () => {
  it('of one lane is held up to a bound, and goes out in its order with what the store keeps of it', async () => {
    const { queue, push, drained, most } = stored();
    const names = Array.from({ length: 5 * LANE_MUTATIONS_MAX + 3 }, (_, index) => `a${index}`);
    for (const name of names) push('a', name);
    expect(queue.size()).toBe(LANE_MUTATIONS_MAX);
    expect(queue.backlogCount()).toBe(1);
    expect(await drained()).toEqual(names);
    expect(most()).toBe(LANE_MUTATIONS_MAX);
  });

  it('of many lanes is held up to a bound, each lane in its order and none before its turn twice', async () => {
    const { queue, push, drained, most } = stored();
    const lanes = Array.from({ length: MUTATIONS_MAX + 200 }, (_, index) => `lane${index}`);
    for (const round of [0, 1]) for (const lane of lanes) push(lane, `${lane}/${round}`);
    expect(queue.size()).toBe(MUTATIONS_MAX);
    const out = await drained();
    expect(out).toHaveLength(2 * lanes.length);
    expect(new Set(out.slice(0, lanes.length)).size).toBe(lanes.length);
    expect(out.slice(0, lanes.length).every((name) => name.endsWith('/0'))).toBe(true);
    expect(most()).toBeLessThanOrEqual(MUTATIONS_MAX + 1);
  });

  it('loses nothing that comes while more is being loaded', async () => {
    const { queue, push, drained } = stored();
    for (let index = 0; index <= LANE_MUTATIONS_MAX; index += 1) push('a', `a${index}`);
    for (let index = 0; index < LANE_MUTATIONS_MAX; index += 1) queue.next();
    const loading = queue.next()!.run();
    push('a', 'late');
    await loading;
    expect(queue.backlogCount()).toBe(1);
    expect((await drained()).at(-1)).toBe('late');
  });

  it('of a lane that is held keeps nobody else from being loaded', async () => {
    const { queue, push, step } = stored();
    for (let lane = 0; lane < MUTATIONS_MAX / LANE_MUTATIONS_MAX; lane += 1) {
      for (let index = 0; index < LANE_MUTATIONS_MAX; index += 1) {
        push(`held${lane}`, `held${lane}/${index}`);
      }
      queue.hold(id.lane(`held${lane}`), id.part('before'), 'deadline');
    }
    push('free', 'one');
    push('free', 'two');
    const out = [await step(), await step(), await step(), await step()];
    expect(out.filter((name) => name !== null)).toEqual(['one', 'two']);
  });
});
