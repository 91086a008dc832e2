import type { Lane, TurnId } from '../message/ids.ts';
import type { AccountStatus } from '../status.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Capacity } from './capacity.ts';
import { createLaneSessions, type Sessions } from './sessions.ts';

/**
 * Runs one thing at a time per lane, in order, and as many over all lanes as the agent has capacity for, turn about.
 * What needs a session waits for that as well.
 */
export interface Lanes {
  /** Holds a lane, and the session if one is needed, for work that is about to be added, if it could start right now. */
  reserve(lane: Lane, sessionKey: string | null): boolean;
  /** Starts what was reserved. */
  startReserved(lane: Lane, id: TurnId): void;
  releaseReserved(lane: Lane): void;
  add(lane: Lane, id: TurnId, sessionKey: string | null): void;
  /** How a lane stands right now. */
  inLane(lane: Lane): { readonly isBusy: boolean; readonly waiting: number };
  snapshot(): AccountStatus['turns'];
  /** Resolves when nothing is running. Waiting work stays where it is. */
  stop(): Promise<void>;
}

interface LanesOptions {
  /** Of the agent, which the lanes of other accounts share. */
  readonly capacity: Capacity;
  readonly sessions: Sessions;
  readonly unawaited: Unawaited;
  /** What can go wrong with one turn is settled inside; where it rejects all the same, its lane goes on. */
  run(id: TurnId, lane: Lane): Promise<void>;
}

export function createLanes({ capacity, sessions, unawaited, run }: LanesOptions): Lanes {
  /** Waiting ids per lane; only ids, since turns are kept in the store. */
  const waiting = new Map<Lane, { readonly ids: TurnId[]; next: number }>();
  const busy = new Set<Lane>();
  /** Lanes that could run, in the order in which they became ready. */
  const ready = new Set<Lane>();
  const sessionsOf = createLaneSessions(sessions, (lane) => {
    ready.add(lane);
    pump();
  });
  let stopping: (() => void) | null = null;

  const occupy = (lane: Lane) => {
    busy.add(lane);
    capacity.take();
  };
  const start = (lane: Lane, id: TurnId) => {
    unawaited(
      run(id, lane).finally(() => finish(lane)),
      'running a turn',
    );
  };
  const finish = (lane: Lane) => {
    busy.delete(lane);
    if (waiting.has(lane)) ready.add(lane);
    sessionsOf.release(lane);
    capacity.release();
    pump();
  };
  const pump = () => {
    if (stopping) {
      if (busy.size === 0) stopping();
      return;
    }
    for (const lane of ready) {
      if (capacity.isFull()) return capacity.wait(pump);
      ready.delete(lane);
      const queue = waiting.get(lane)!;
      // Read by position: taking the first off a queue of tens of thousands moves all the others.
      const id = queue.ids[queue.next]!;
      if (!sessionsOf.hold(lane, id)) continue;
      queue.next += 1;
      if (queue.next === queue.ids.length) waiting.delete(lane);
      occupy(lane);
      start(lane, id);
    }
  };

  return {
    reserve(lane, sessionKey) {
      if (stopping || busy.has(lane) || waiting.has(lane) || capacity.isFull()) return false;
      if (sessionKey !== null && !sessionsOf.take(lane, sessionKey)) return false;
      occupy(lane);
      return true;
    },
    startReserved: start,
    releaseReserved: finish,
    add(lane, id, sessionKey) {
      if (sessionKey !== null) sessionsOf.need(id, sessionKey);
      const queue = waiting.get(lane);
      if (queue) queue.ids.push(id);
      else waiting.set(lane, { ids: [id], next: 0 });
      if (!busy.has(lane) && !sessionsOf.isAwaited(lane)) ready.add(lane);
      pump();
    },
    inLane(lane) {
      const { ids, next } = waiting.get(lane) ?? { ids: [], next: 0 };
      return { isBusy: busy.has(lane), waiting: ids.length - next };
    },
    snapshot() {
      let waitingIds = 0;
      for (const { ids, next } of waiting.values()) waitingIds += ids.length - next;
      return { running: busy.size, waiting: waitingIds };
    },
    stop() {
      return new Promise((resolve) => {
        stopping = resolve;
        pump();
      });
    },
  };
}
