import type { Lane, PartId } from '../message/ids.ts';
import type { Backlog, Mutation } from './mutation.ts';

/** Mutations held of all lanes of a source; what more there is waits in the store. */
export const MUTATIONS_MAX = 1024;
/** Mutations held of one lane. */
export const LANE_MUTATIONS_MAX = 64;

/** What waits for the wire, in order within a lane, lanes taking turns. */
interface MutationQueue {
  /** Takes one in, or notes that its lane has more in the store. */
  push(mutation: Mutation): void;
  /** Puts one back that had been taken out, before everything else of its lane. */
  putBack(mutation: Mutation): void;
  /** What the wire has to do next: the first mutation of a lane that is not held and whose child is ready, or to load more of one. */
  next(): Pick<Mutation, 'run'> | null;
  /** Holds a lane back until it is known what became of a part of it, or for a moment. */
  hold(lane: Lane, partId: PartId, until: HoldUntil): void;
  release(lane: Lane, partId: PartId): void;
  isHeld(lane: Lane): boolean;
  /** Takes out what is held of the rest of a group. */
  forgetGroup(group: string): void;
  /** How many are held. */
  size(): number;
  /** Whether the wire has something to do next. */
  hasNext(): boolean;
  /** Whether something of a lane waits, held or not, here or in the store. */
  hasOf(lane: Lane): boolean;
  /** How many are held of a lane; where more is in the store one at least. */
  sizeOf(lane: Lane): number;
  /** How many lanes have more in the store. */
  backlogCount(): number;
  /** How many lanes are held. */
  heldCount(): number;
  /** How many of those until a part is tried again. */
  pausedCount(): number;
  /** Whether a lane is held that will be free in a moment. */
  isSettling(): boolean;
}

/**
 * `moment` = while the row is looked for that imsg has answered with; `deadline` = as long as a call may take; `pause` =
 * until a part of it that was not begun is tried again.
 */
export type HoldUntil = 'moment' | 'deadline' | 'pause';

interface LaneQueue {
  readonly waiting: Mutation[];
  /** Where there is more; nothing is added behind the ones that wait until all of that has been loaded. */
  backlog: Backlog | null;
  /** Whether something was left to the store since loading began. */
  hasGrown: boolean;
}

export function createMutationQueue(): MutationQueue {
  const { lanes, laneOf, forgetIfEmpty, toTheBack } = createLaneQueues();
  const held = new Map<Lane, Map<PartId, HoldUntil>>();
  let size = 0;

  const take = (lane: Lane, queue: LaneQueue): Mutation => {
    const mutation = queue.waiting.shift()!;
    toTheBack(lane, queue);
    size -= 1;
    return mutation;
  };
  const load = async (queue: LaneQueue, { lane, load }: Backlog) => {
    // One at least: lanes that are held may take up all the room for minutes.
    const room = Math.max(1, Math.min(LANE_MUTATIONS_MAX, MUTATIONS_MAX - size));
    queue.hasGrown = false;
    const found = await load(lane, room);
    queue.waiting.push(...found);
    size += found.length;
    if (found.length < room && !queue.hasGrown) queue.backlog = null;
    forgetIfEmpty(lane, queue);
  };
  const nextLane = (): Lane | null => {
    for (const [lane, { waiting, backlog }] of lanes)
      if (!held.has(lane) && (waiting[0] ?? backlog)?.isReady()) return lane;
    return null;
  };

  return {
    push(mutation) {
      const queue = laneOf(mutation.lane);
      const isFull = queue.waiting.length >= LANE_MUTATIONS_MAX || size >= MUTATIONS_MAX;
      if (queue.backlog !== null || isFull) {
        queue.backlog ??= mutation;
        queue.hasGrown = true;
        return;
      }
      queue.waiting.push(mutation);
      size += 1;
    },
    putBack(mutation) {
      laneOf(mutation.lane).waiting.unshift(mutation);
      size += 1;
    },
    next() {
      const lane = nextLane();
      if (lane === null) return null;
      const queue = lanes.get(lane)!;
      if (queue.waiting.length > 0) return take(lane, queue);
      return { run: () => load(queue, queue.backlog!) };
    },
    hold(lane, partId, until) {
      held.set(lane, (held.get(lane) ?? new Map()).set(partId, until));
    },
    release(lane, partId) {
      const parts = held.get(lane);
      if (parts?.delete(partId) && parts.size === 0) held.delete(lane);
    },
    isHeld: (lane) => held.has(lane),
    forgetGroup(group) {
      for (const [lane, queue] of [...lanes]) {
        const rest = queue.waiting.filter((mutation) => mutation.group !== group);
        size -= queue.waiting.splice(0, queue.waiting.length, ...rest).length - rest.length;
        forgetIfEmpty(lane, queue);
      }
    },
    size: () => size,
    hasNext: () => nextLane() !== null,
    hasOf: (lane) => lanes.has(lane),
    // What is there without any that is held has more in the store.
    sizeOf: (lane) => Math.max(lanes.get(lane)?.waiting.length ?? 0, lanes.has(lane) ? 1 : 0),
    backlogCount: () => [...lanes.values()].filter(({ backlog }) => backlog !== null).length,
    heldCount: () => held.size,
    pausedCount: () => [...held.values()].filter((parts) => [...parts.values()].includes('pause')).length,
    isSettling: () => [...held.values()].some((parts) => [...parts.values()].includes('moment')),
  };
}

/** The lanes with something to do, in the order in which it is their turn. */
function createLaneQueues() {
  const lanes = new Map<Lane, LaneQueue>();
  const forgetIfEmpty = (lane: Lane, { waiting, backlog }: LaneQueue) => {
    if (waiting.length === 0 && backlog === null) lanes.delete(lane);
  };
  return {
    lanes,
    forgetIfEmpty,
    laneOf(lane: Lane): LaneQueue {
      const known = lanes.get(lane);
      if (known) return known;
      const added: LaneQueue = { waiting: [], backlog: null, hasGrown: false };
      lanes.set(lane, added);
      return added;
    },
    /** The other lanes come first now. */
    toTheBack(lane: Lane, queue: LaneQueue) {
      lanes.delete(lane);
      lanes.set(lane, queue);
      forgetIfEmpty(lane, queue);
    },
  };
}
