import type { Lane, TurnId } from '../message/ids.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { AccountStatus } from '../status.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Capacity } from './capacity.ts';
import { createLaneQueues } from './lane-queues.ts';
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
  /** These have ended: those that wait do so no more. */
  forget(lane: Lane, ids: ReadonlySet<TurnId>): void;
  /** Lanes that wait for their time may have another one by now, or none. */
  holdsChanged(): void;
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

export function createLanes(options: LanesOptions): Lanes {
  const { sessions, unawaited, run, heldMs } = options;
  const waiting = createLaneQueues();
  const busy = new Map<Lane, Capacity>();
  const ready = createReady(pump);
  const sessionsOf = createLaneSessions(sessions, (lane) => ready.add(lane, nextOf(lane)).pump());
  const holds = createHolds(options, (lane) => {
    if (waiting.has(lane) && !busy.has(lane)) ready.add(lane, nextOf(lane)).pump();
  });
  let stopping: (() => void) | null = null;

  const nextOf = (lane: Lane): Capacity => waiting.firstOf(lane).capacity;
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
      const { id } = waiting.firstOf(lane);
      if (!sessionsOf.hold(lane, id)) continue;
      waiting.dropFirst(lane);
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
      waiting.add(lane, id, capacity);
      if (busy.has(lane) || sessionsOf.isAwaited(lane)) return;
      ready.add(lane, nextOf(lane)).pump();
    },
    forget(lane, ids) {
      const { dropped, first } = waiting.drop(lane, ids);
      dropped.forEach(sessionsOf.needless);
      if (first === null || busy.has(lane)) return;
      // What it was ready for, waited for or had, another one may not need.
      ready.of(first).lanes.delete(lane);
      sessionsOf.release(lane);
      if (waiting.has(lane)) ready.add(lane, nextOf(lane)).pump();
    },
    holdsChanged: holds.look,
    inLane: (lane) => ({ isBusy: busy.has(lane), waiting: waiting.countOf(lane) }),
    snapshot: () => ({ running: busy.size, waiting: waiting.count() }),
    stop() {
      holds.stop();
      return new Promise((resolve) => {
        stopping = resolve;
        if (busy.size === 0) resolve();
      });
    },
  };
}

/** Lanes that have to wait, each until its time is over. */
function createHolds({ clock, heldMs }: LanesOptions, onOver: (lane: Lane) => void) {
  const held = new Map<Lane, Timer>();
  const over = (lane: Lane) => {
    held.delete(lane);
    onOver(lane);
  };
  return {
    /** Whether a lane has to wait. */
    hold(lane: Lane): boolean {
      if (held.has(lane)) return true;
      const leftMs = heldMs(lane);
      if (leftMs <= 0) return false;
      held.set(
        lane,
        clock.after(leftMs, () => over(lane)),
      );
      return true;
    },
    /** Whoever need not wait any more goes on, and whoever has to waits on. */
    look() {
      for (const [lane, timer] of [...held]) {
        timer.cancel();
        over(lane);
      }
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
