import { describe, expect, it } from 'vitest';
import type { Mutation } from '../../../../engine/wire/mutation.ts';
import { createMutationQueue } from '../../../../engine/wire/queue.ts';
import { id } from '../../../support/messages/ids.ts';

interface Named extends Mutation {
  readonly partId: string;
}

function part(partId: string, lane: string, turn: string, isReady = () => true): Named {
  return {
    partId,
    lane: id.lane(lane),
    turnId: id.turn(turn),
    isReady,
    run: async () => {},
    drop: async () => {},
  };
}

const nameOf = (mutation: Mutation) => (mutation as Named).partId;

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

  it('holds back the rest of a turn, and only of that turn', () => {
    const queue = filled();
    queue.next();
    queue.hold(id.turn('t1'));
    expect(drain(queue)).toEqual(['b1', 'a3']);
    queue.release(id.turn('t1'));
    expect(drain(queue)).toEqual(['a2']);
  });

  it('puts a part back in front of its lane', () => {
    const queue = filled();
    const first = queue.next()!;
    queue.putBack(first);
    expect(drain(queue).filter((id) => id.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  });

  it('takes out what is left of a turn', () => {
    const queue = filled();
    queue.next();
    expect(queue.takeTurn(id.turn('t1')).map(nameOf)).toEqual(['a2']);
    expect(queue.size).toBe(2);
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
