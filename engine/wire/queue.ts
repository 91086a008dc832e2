import type { Lane, TurnId } from '../message/ids.ts';
import type { Mutation } from './mutation.ts';

/** What waits for the wire, in order within a lane, lanes taking turns. */
interface MutationQueue {
  push(mutation: Mutation): void;
  /** Puts one back that had been taken out, before everything else of its lane. */
  putBack(mutation: Mutation): void;
  /** The next one whose turn is not held and whose child is ready. */
  next(): Mutation | null;
  /** Holds back the rest of a turn until it is known what became of an earlier part. */
  hold(turnId: TurnId): void;
  release(turnId: TurnId): void;
  /** Takes out and returns what is left of a turn. */
  takeTurn(turnId: TurnId): Mutation[];
  readonly size: number;
  readonly heldCount: number;
}

export function createMutationQueue(): MutationQueue {
  const lanes = new Map<Lane, Mutation[]>();
  const held = new Set<TurnId>();
  let size = 0;

  const take = (lane: Lane, index: number): Mutation => {
    const queue = lanes.get(lane)!;
    const [mutation] = queue.splice(index, 1);
    // Back of the line: the other lanes come first now.
    lanes.delete(lane);
    if (queue.length > 0) lanes.set(lane, queue);
    size -= 1;
    return mutation!;
  };

  return {
    push(mutation) {
      const queue = lanes.get(mutation.lane);
      if (queue) queue.push(mutation);
      else lanes.set(mutation.lane, [mutation]);
      size += 1;
    },
    putBack(mutation) {
      lanes.set(mutation.lane, [mutation, ...(lanes.get(mutation.lane) ?? [])]);
      size += 1;
    },
    next() {
      for (const [lane, queue] of lanes) {
        const index = queue.findIndex(({ turnId }) => turnId === null || !held.has(turnId));
        if (index >= 0 && queue[index]!.isReady()) return take(lane, index);
      }
      return null;
    },
    hold: (turnId) => void held.add(turnId),
    release: (turnId) => void held.delete(turnId),
    takeTurn(turnId) {
      const taken: Mutation[] = [];
      for (const [lane, queue] of [...lanes]) {
        const rest = queue.filter((mutation) => mutation.turnId !== turnId);
        if (rest.length === queue.length) continue;
        taken.push(...queue.filter((mutation) => mutation.turnId === turnId));
        if (rest.length > 0) lanes.set(lane, rest);
        else lanes.delete(lane);
      }
      size -= taken.length;
      return taken;
    },
    get size() {
      return size;
    },
    get heldCount() {
      return held.size;
    },
  };
}
