import type { TurnId } from '../message/ids.ts';
import type { WireStatus } from '../status.ts';
import type { Mutation } from './mutation.ts';
import { createMutationQueue } from './queue.ts';

/** Decides what of all accounts of a source goes out next: one at a time, lanes taking turns. */
export interface Scheduler {
  snapshot(): Pick<WireStatus, 'waitingParts' | 'heldTurns' | 'isBusy'>;
  push(mutation: Mutation): void;
  /** Puts one back that could not be made, before everything else of its lane. */
  putBack(mutation: Mutation): void;
  /** Holds back the rest of a turn until it is known what became of an earlier part. */
  hold(turnId: TurnId): void;
  release(turnId: TurnId): void;
  /** Drops what is left of a turn. */
  dropTurn(turnId: TurnId, reason: string): Promise<void>;
  /**
   * The wire itself, for a mutation whose child is ready, where nobody is on it or waits for it: the function gives
   * it back. Null = others come first.
   */
  seize(isReady: () => boolean): (() => void) | null;
  /** A child can take calls, or cannot any more. */
  readinessChanged(): void;
  /** Resolves when nothing is on the wire and nothing is left that could be put on it. */
  drain(): Promise<void>;
}

/** @param signal Aborts when the engine stops: what waits then is taken up by the next run. */
export function createScheduler(signal: AbortSignal): Scheduler {
  const queue = createMutationQueue();
  let isBusy = false;
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
  return {
    snapshot: () => ({ waitingParts: queue.size, heldTurns: queue.heldCount, isBusy }),
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
    async dropTurn(turnId, reason) {
      for (const mutation of queue.takeTurn(turnId)) await mutation.drop(reason);
    },
    seize(isReady) {
      if (isBusy || signal.aborted || queue.size > 0 || !isReady()) return null;
      isBusy = true;
      return free;
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
