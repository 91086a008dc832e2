import type { Lane, TurnId } from '../message/ids.ts';
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
  /** What the wire has to do next: a mutation whose turn is not held and whose child is ready, or to load more of a lane. */
  next(): Pick<Mutation, 'run'> | null;
  /** Holds back the rest of a turn until it is known what became of an earlier part. */
  hold(turnId: TurnId): void;
  release(turnId: TurnId): void;
  /** Takes out and returns what is held of the rest of a turn. */
  takeTurn(turnId: TurnId): Mutation[];
  /** What waits of a lane in the store; null = nothing. */
  backlogOf(lane: Lane): Backlog | null;
  /** How many are held. */
  readonly size: number;
  readonly isEmpty: boolean;
  /** How many lanes have more in the store. */
  readonly backlogCount: number;
  readonly heldCount: number;
}

interface LaneQueue {
  readonly waiting: Mutation[];
  /** Where there is more; nothing is added behind the ones that wait until all of that has been loaded. */
  backlog: Backlog | null;
  /** Whether something was left to the store since loading began. */
  hasGrown: boolean;
}

export function createMutationQueue(): MutationQueue {
  const { lanes, laneOf, forgetIfEmpty, toTheBack } = createLaneQueues();
  const held = new Set<TurnId>();
  let size = 0;

  const take = (lane: Lane, queue: LaneQueue, index: number): Mutation => {
    const [mutation] = queue.waiting.splice(index, 1);
    toTheBack(lane, queue);
    size -= 1;
    return mutation!;
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
      for (const [lane, queue] of lanes) {
        const { waiting, backlog } = queue;
        const index = waiting.findIndex(({ turnId }) => turnId === null || !held.has(turnId));
        if (index >= 0 && waiting[index]!.isReady()) return take(lane, queue, index);
        if (backlog !== null && waiting.length === 0 && backlog.isReady())
          return { run: () => load(queue, backlog) };
      }
      return null;
    },
    hold: (turnId) => void held.add(turnId),
    release: (turnId) => void held.delete(turnId),
    takeTurn(turnId) {
      const taken: Mutation[] = [];
      for (const [lane, queue] of [...lanes]) {
        const ofTurn = takeOfTurn(queue.waiting, turnId);
        taken.push(...ofTurn);
        if (ofTurn.length > 0) forgetIfEmpty(lane, queue);
      }
      size -= taken.length;
      return taken;
    },
    backlogOf: (lane) => lanes.get(lane)?.backlog ?? null,
    get size() {
      return size;
    },
    get isEmpty() {
      return lanes.size === 0;
    },
    get backlogCount() {
      return [...lanes.values()].filter(({ backlog }) => backlog !== null).length;
    },
    get heldCount() {
      return held.size;
    },
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

function takeOfTurn(waiting: Mutation[], turnId: TurnId): Mutation[] {
  const taken = waiting.filter((mutation) => mutation.turnId === turnId);
  if (taken.length === 0) return taken;
  const rest = waiting.filter((mutation) => mutation.turnId !== turnId);
  waiting.splice(0, waiting.length, ...rest);
  return taken;
}
