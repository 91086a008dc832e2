import type { Lane, TurnId } from '../message/ids.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { AccountStatus } from '../status.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Capacity } from './capacity.ts';
import { createLaneSessions, type Sessions } from './sessions.ts';

/** What a turn needs before it can run. */
export interface Needs {
  /** Of its agent, which the lanes of other accounts share. */
  readonly capacity: Capacity;
  /** Null = it need not have a session to itself. */
  readonly sessionKey: string | null;
}

/**
 * Runs one thing at a time per lane, in order, and as many over all lanes as its agent has capacity for, turn about.
 * What needs a session waits for that as well.
 */
export interface Lanes {
  /** Holds a lane, and what is needed, for work that is about to be added, if it could start right now. */
  reserve(lane: Lane, needs: Needs): boolean;
  /** Starts what was reserved. */
  startReserved(lane: Lane, id: TurnId): void;
  releaseReserved(lane: Lane): void;
  add(lane: Lane, id: TurnId, needs: Needs): void;
  /** How a lane stands right now. */
  inLane(lane: Lane): { readonly isBusy: boolean; readonly waiting: number };
  snapshot(): AccountStatus['turns'];
  /** Resolves when nothing is running. Waiting work stays where it is. */
  stop(): Promise<void>;
}

interface LanesOptions {
  readonly sessions: Sessions;
  readonly unawaited: Unawaited;
  /** What can go wrong with one turn is settled inside; where it rejects all the same, its lane goes on. */
  run(id: TurnId, lane: Lane): Promise<void>;
  readonly clock: Clock;
  /** How long the next thing in a lane has to wait, in milliseconds; 0 = not at all. */
  heldMs(lane: Lane): number;
}

/** Waiting ids of a lane, with whose capacity each needs; only that, since turns are kept in the store. */
interface Queue {
  readonly ids: TurnId[];
  readonly capacities: Capacity[];
  /** Read by position: taking the first off a queue of tens of thousands moves all the others. */
  next: number;
}

export function createLanes(options: LanesOptions): Lanes {
  const { sessions, unawaited, run, heldMs } = options;
  const waiting = new Map<Lane, Queue>();
  const busy = new Map<Lane, Capacity>();
  const ready = createReady(pump);
  const sessionsOf = createLaneSessions(sessions, (lane) => ready.add(lane, nextOf(lane)).pump());
  const holds = createHolds(options, (lane) => {
    if (waiting.has(lane) && !busy.has(lane)) ready.add(lane, nextOf(lane)).pump();
  });
  let stopping: (() => void) | null = null;

  const nextOf = (lane: Lane): Capacity => {
    const { capacities, next } = waiting.get(lane)!;
    return capacities[next]!;
  };
  const occupy = (lane: Lane, capacity: Capacity) => {
    busy.set(lane, capacity);
    capacity.take();
  };
  const start = (lane: Lane, id: TurnId) => {
    unawaited(
      run(id, lane).finally(() => finish(lane)),
      'running a turn',
    );
  };
  const finish = (lane: Lane) => {
    const capacity = busy.get(lane)!;
    busy.delete(lane);
    const next = waiting.has(lane) ? ready.add(lane, nextOf(lane)) : null;
    sessionsOf.release(lane);
    capacity.release();
    ready.of(capacity).pump();
    next?.pump();
  };
  function pump({ lanes, capacity, pump: again }: Ready) {
    if (stopping) {
      if (busy.size === 0) stopping();
      return;
    }
    for (const lane of lanes) {
      if (capacity.isFull()) return capacity.wait(again);
      lanes.delete(lane);
      if (holds.hold(lane)) continue;
      const queue = waiting.get(lane)!;
      const id = queue.ids[queue.next]!;
      if (!sessionsOf.hold(lane, id)) continue;
      queue.next += 1;
      if (queue.next === queue.ids.length) waiting.delete(lane);
      occupy(lane, capacity);
      start(lane, id);
    }
  }

  return {
    reserve(lane, { capacity, sessionKey }) {
      if (stopping || busy.has(lane) || waiting.has(lane) || capacity.isFull()) return false;
      if (heldMs(lane) > 0) return false;
      if (sessionKey !== null && !sessionsOf.take(lane, sessionKey)) return false;
      occupy(lane, capacity);
      return true;
    },
    startReserved: start,
    releaseReserved: finish,
    add(lane, id, { capacity, sessionKey }) {
      if (sessionKey !== null) sessionsOf.need(id, sessionKey);
      const queue = waiting.get(lane) ?? { ids: [], capacities: [], next: 0 };
      queue.ids.push(id);
      queue.capacities.push(capacity);
      waiting.set(lane, queue);
      if (busy.has(lane) || sessionsOf.isAwaited(lane)) return;
      ready.add(lane, nextOf(lane)).pump();
    },
    inLane(lane) {
      const { ids, next } = waiting.get(lane) ?? { ids: [], next: 0 };
      return { isBusy: busy.has(lane), waiting: ids.length - next };
    },
    snapshot: () => ({ running: busy.size, waiting: countOf(waiting.values()) }),
    stop() {
      holds.stop();
      return new Promise((resolve) => {
        stopping = resolve;
        if (busy.size === 0) resolve();
      });
    },
  };
}

function countOf(queues: Iterable<Queue>): number {
  let count = 0;
  for (const { ids, next } of queues) count += ids.length - next;
  return count;
}

/** Lanes that have to wait, each until its time is over. */
function createHolds({ clock, heldMs }: LanesOptions, onOver: (lane: Lane) => void) {
  const held = new Map<Lane, Timer>();
  return {
    /** Whether a lane has to wait. */
    hold(lane: Lane): boolean {
      if (held.has(lane)) return true;
      const leftMs = heldMs(lane);
      if (leftMs <= 0) return false;
      const timer = clock.after(leftMs, () => {
        held.delete(lane);
        onOver(lane);
      });
      held.set(lane, timer);
      return true;
    },
    stop() {
      for (const timer of held.values()) timer.cancel();
    },
  };
}

/** Lanes that could run, in the order in which they became ready, as far as one capacity allows. */
interface Ready {
  readonly capacity: Capacity;
  readonly lanes: Set<Lane>;
  /** The same function each time, by which whoever waits is known. */
  pump(): void;
}

/** Lanes that could run, by the capacity that the next turn of each needs. */
function createReady(pump: (ready: Ready) => void) {
  const byCapacity = new Map<Capacity, Ready>();
  const of = (capacity: Capacity): Ready => {
    const known = byCapacity.get(capacity);
    if (known) return known;
    const ready: Ready = { capacity, lanes: new Set(), pump: () => pump(ready) };
    byCapacity.set(capacity, ready);
    return ready;
  };
  return {
    of,
    add(lane: Lane, capacity: Capacity): Ready {
      const ready = of(capacity);
      ready.lanes.add(lane);
      return ready;
    },
  };
}
