import type { Lane, TurnId } from '../message/ids.ts';
import type { WireStatus } from '../status.ts';
import type { Mutation } from './mutation.ts';
import { createMutationQueue, LANE_MUTATIONS_MAX } from './queue.ts';

/** Decides what of all accounts of a source goes out next: one at a time, lanes taking turns. */
export interface Scheduler {
  snapshot(): Omit<WireStatus, 'children'>;
  push(mutation: Mutation): void;
  /** Puts one back that could not be made, before everything else of its lane. */
  putBack(mutation: Mutation): void;
  /** Holds back the rest of a turn until it is known what became of an earlier part. */
  hold(turnId: TurnId): void;
  release(turnId: TurnId): void;
  /** Drops what is left of a turn. */
  dropTurn(lane: Lane, turnId: TurnId, reason: string): Promise<void>;
  /** Takes out what is held of the rest of a turn. */
  forgetTurn(turnId: TurnId): void;
  /**
   * The wire itself, for a mutation whose child is ready, where nobody is on it or waits for it: the function gives
   * it back. Null = others come first.
   */
  seize(isReady: () => boolean): (() => void) | null;
  /** Takes a signal where it can go at once, and drops it otherwise: it would be stale by the time it could. */
  offer(signal: Signal): void;
  /** A child can take calls, or cannot any more. */
  readinessChanged(): void;
  /** Resolves when nothing is on the wire and nothing is left that could be put on it. */
  drain(): Promise<void>;
}

/** What is worth nothing later, such as that somebody is typing. It is in no store and no lane. */
type Signal = Pick<Mutation, 'isReady' | 'run'>;

/** @param signal Aborts when the engine stops: what waits then is taken up by the next run. */
export function createScheduler(signal: AbortSignal): Scheduler {
  const queue = createMutationQueue();
  let isBusy = false;
  let droppedSignals = 0;
  const whenDrained: (() => void)[] = [];

  const free = () => {
    isBusy = false;
    pump();
  };
  const pump = () => {
    if (isBusy) return;
    const next = signal.aborted ? null : queue.next();
    if (!next) {
      for (const callback of whenDrained.splice(0)) callback();
      return;
    }
    isBusy = true;
    void next.run().then(free);
  };
  const seize: Scheduler['seize'] = (isReady) => {
    if (isBusy || signal.aborted || !queue.isEmpty || !isReady()) return null;
    isBusy = true;
    return free;
  };
  return {
    snapshot: () => ({
      waitingParts: queue.size,
      lanesWithMore: queue.backlogCount,
      heldTurns: queue.heldCount,
      droppedSignals,
      isBusy,
    }),
    push(mutation) {
      queue.push(mutation);
      pump();
    },
    putBack: queue.putBack,
    hold: queue.hold,
    release(turnId) {
      queue.release(turnId);
      pump();
    },
    async dropTurn(lane, turnId, reason) {
      for (const mutation of queue.takeTurn(turnId)) await mutation.drop(reason);
      for (let backlog = queue.backlogOf(lane); backlog; ) {
        const loaded = await backlog.load(lane, LANE_MUTATIONS_MAX);
        const rest = loaded.filter((mutation) => mutation.turnId === turnId);
        for (const mutation of rest) await mutation.drop(reason);
        if (rest.length < LANE_MUTATIONS_MAX) return;
      }
    },
    forgetTurn: (turnId) => void queue.takeTurn(turnId),
    seize,
    offer({ isReady, run }) {
      const giveBack = seize(isReady);
      if (giveBack) void run().then(giveBack);
      else droppedSignals += 1;
    },
    readinessChanged: pump,
    drain() {
      return new Promise((resolve) => {
        whenDrained.push(resolve);
        pump();
      });
    },
  };
}
