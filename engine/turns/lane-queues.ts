import type { Lane, TurnId } from '../message/ids.ts';
import type { Capacity } from './capacity.ts';

/** Waiting ids of a lane, with whose capacity each needs; only that, since turns are kept in the store. */
interface Queue {
  readonly ids: TurnId[];
  readonly capacities: Capacity[];
  /** Read by position: taking the first off a queue of tens of thousands moves all the others. */
  next: number;
}

interface Dropped {
  /** Those that waited. */
  readonly dropped: readonly TurnId[];
  /** What the first of the lane needed, if it is among them. */
  readonly first: Capacity | null;
}

/** What waits in each lane, in its order. */
interface LaneQueues {
  has(lane: Lane): boolean;
  add(lane: Lane, id: TurnId, capacity: Capacity): void;
  /** Of a lane in which something waits. */
  firstOf(lane: Lane): { readonly id: TurnId; readonly capacity: Capacity };
  dropFirst(lane: Lane): void;
  /** Takes these out, wherever they stand. */
  drop(lane: Lane, ids: ReadonlySet<TurnId>): Dropped;
  countOf(lane: Lane): number;
  /** Over all lanes. */
  count(): number;
}

export function createLaneQueues(): LaneQueues {
  const queues = new Map<Lane, Queue>();
  const countOf = ({ ids, next }: Queue) => ids.length - next;
  return {
    has: (lane) => queues.has(lane),
    add(lane, id, capacity) {
      const queue = queues.get(lane) ?? { ids: [], capacities: [], next: 0 };
      queue.ids.push(id);
      queue.capacities.push(capacity);
      queues.set(lane, queue);
    },
    firstOf(lane) {
      const { ids, capacities, next } = queues.get(lane)!;
      return { id: ids[next]!, capacity: capacities[next]! };
    },
    dropFirst(lane) {
      const queue = queues.get(lane)!;
      queue.next += 1;
      if (countOf(queue) === 0) queues.delete(lane);
    },
    drop(lane, gone) {
      const queue = queues.get(lane);
      if (!queue) return { dropped: [], first: null };
      const { ids, capacities, next } = queue;
      const dropped = ids.slice(next).filter((id) => gone.has(id));
      const isLeft = (_: unknown, index: number) => index >= next && !gone.has(ids[index]!);
      const left = { ids: ids.filter(isLeft), capacities: capacities.filter(isLeft), next: 0 };
      if (left.ids.length === 0) queues.delete(lane);
      else queues.set(lane, left);
      return { dropped, first: gone.has(ids[next]!) ? capacities[next]! : null };
    },
    countOf(lane) {
      const queue = queues.get(lane);
      return queue ? countOf(queue) : 0;
    },
    count() {
      let count = 0;
      for (const queue of queues.values()) count += countOf(queue);
      return count;
    },
  };
}
