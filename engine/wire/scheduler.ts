import type { Lane, PartId } from '../message/ids.ts';
import type { WireStatus } from '../status.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Mutation } from './mutation.ts';
import { createMutationQueue, type HoldUntil } from './queue.ts';

/** Decides what of all accounts of a source goes out next: one at a time, lanes taking turns. */
export interface Scheduler {
  snapshot(): Omit<WireStatus, 'children' | 'automation'>;
  push(mutation: Mutation): void;
  /** Puts one back that could not be made, before everything else of its lane. */
  putBack(mutation: Mutation): void;
  /** Holds a lane back until it is known what became of a part of it, or for a moment. */
  hold(lane: Lane, partId: PartId, until: HoldUntil): void;
  release(lane: Lane, partId: PartId): void;
  /** How many mutations of a lane wait here, one at least where more waits in the store. */
  waitingOf(lane: Lane): number;
  /** Takes out what is held of the rest of a group. */
  forgetGroup(group: string): void;
  /**
   * The wire itself, for a mutation of a lane that is not held and whose child is ready, where nobody is on it, nothing
   * of its lane waits and nothing of another that could go: the function gives it back. Null = others come first.
   */
  seize(lane: Lane, isReady: () => boolean): (() => void) | null;
  /**
   * Takes a signal where it can go at once, and drops it otherwise: it would be stale by the time it could. Null = it was
   * dropped.
   */
  offer(signal: Signal): Shown | null;
  /** Runs it as soon as nothing is on the wire, before whatever waits; nothing else is until it is over. Resolves then. */
  alone(run: () => Promise<void>): Promise<void>;
  /** Something can go that could not, or the other way round. */
  readinessChanged(): void;
  /** Resolves when nothing is on the wire, nothing left that could be put on it, and no lane free in a moment. */
  drain(): Promise<void>;
}

/** What is worth nothing later, such as that somebody is typing. It is in no store and no lane. */
type Signal = Pick<Mutation, 'isReady' | 'run'>;

/** A signal that was taken. */
export interface Shown {
  /** Resolves when its call has ended, whatever came of it. */
  readonly over: Promise<void>;
}

/** @param signal Aborts when the engine stops: what waits then is taken up by the next run. */
export function createScheduler(signal: AbortSignal, unawaited: Unawaited): Scheduler {
  const queue = createMutationQueue();
  let isBusy = false;
  let droppedSignals = 0;
  const whenDrained: (() => void)[] = [];
  const alone: (() => Promise<void>)[] = [];

  const free = () => {
    isBusy = false;
    pump();
  };
  const pump = () => {
    if (isBusy) return;
    const first = alone.shift();
    if (first) {
      isBusy = true;
      unawaited(first().finally(free), 'what goes alone');
      return;
    }
    const next = signal.aborted ? null : queue.next();
    if (!next) {
      if (queue.isSettling() && !signal.aborted) return;
      for (const callback of whenDrained.splice(0)) callback();
      return;
    }
    isBusy = true;
    // A part that could not be settled is taken up by the next run; the wire is for the others.
    unawaited(next.run().finally(free), 'a send');
  };
  const takeWire = (isReady: () => boolean) => {
    if (isBusy || signal.aborted || queue.hasNext() || !isReady()) return null;
    isBusy = true;
    return free;
  };
  return {
    snapshot: () => ({
      waitingParts: queue.size(),
      lanesWithMore: queue.backlogCount(),
      heldLanes: queue.heldCount(),
      pausedLanes: queue.pausedCount(),
      droppedSignals,
      isBusy,
    }),
    push(mutation) {
      queue.push(mutation);
      pump();
    },
    putBack: queue.putBack,
    hold: queue.hold,
    release(lane, partId) {
      queue.release(lane, partId);
      pump();
    },
    waitingOf: queue.sizeOf,
    forgetGroup: queue.forgetGroup,
    seize: (lane, isReady) => (queue.isHeld(lane) || queue.hasOf(lane) ? null : takeWire(isReady)),
    offer({ isReady, run }) {
      const giveBack = takeWire(isReady);
      if (giveBack) {
        const over = run().finally(giveBack);
        unawaited(over, 'a signal');
        return { over };
      }
      droppedSignals += 1;
      return null;
    },
    alone(run) {
      return new Promise((resolve, reject) => {
        alone.push(() => run().then(resolve, reject));
        pump();
      });
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
