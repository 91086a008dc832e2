// One simulated world: one heap of events, one true time, nodes with their own view of it. Run one event, let
// its microtasks drain, go on. Nothing in a world waits for real time or real input.

import { createHeap } from './heap.ts';
import { createStreams, type Random } from './random.ts';
import { withTraps } from './traps.ts';

/** 2026-03-02T09:00:00Z, so that a trace reads like a day at work. */
export const WORLD_START_MS = Date.UTC(2026, 2, 2, 9, 0, 0);

/** The real loop's turn, taken before any trap is set. */
const realSetImmediate = setImmediate;

/** After so many events the real loop gets a turn, for those who share the process with a world. */
const EVENTS_A_TURN = 200;

interface WorldEvent {
  readonly atMs: number;
  readonly tie: number;
  readonly sequence: number;
  run: (() => void) | null;
}

/** Something of which the trace has a line. */
interface Traced {
  readonly atMs: number;
  readonly node: string;
  readonly what: string | (() => string);
}

export interface Scheduled {
  cancel(): void;
}

export interface World {
  readonly seed: string;
  /** Milliseconds since the world began. */
  nowMs(): number;
  random(purpose: string): Random;
  schedule(delayMs: number, run: () => void): Scheduled;
  /** Runs every event due within `durationMs`, then stands at exactly that time. */
  advance(durationMs: number): Promise<void>;
  /** Runs events until `isDone`, but not beyond `limitMs` from now. Says whether it was done. */
  advanceUntil(isDone: () => boolean, limitMs: number): Promise<boolean>;
  /** Adds a line to the trace: what happened, where, when. A function is called if anybody ever reads it. */
  trace(node: string, what: string | (() => string)): void;
  lines(): readonly string[];
  /** How many events have run. */
  eventCount(): number;
}

/** @param keepsTrace Default true; a run that nobody reads line by line is over sooner without. */
export function createWorld(seed: string, { keepsTrace = true }: { keepsTrace?: boolean } = {}): World {
  const heap = createHeap<WorldEvent>();
  const stream = createStreams(seed);
  const ties = stream('ties');
  const traced: Traced[] = [];
  let nowMs = 0;
  let sequence = 0;
  let eventCount = 0;

  /** Runs the next event; false when it was cancelled. */
  const runNext = (): boolean => {
    const event = heap.pop()!;
    nowMs = event.atMs;
    if (!event.run) return false;
    eventCount += 1;
    event.run();
    return true;
  };

  /** Runs the next event up to a time, if there is one. */
  const runNextUntil = (endMs: number): 'ran' | 'cancelled' | 'none' => {
    const next = heap.peek();
    if (next && next.atMs <= endMs) return runNext() ? 'ran' : 'cancelled';
    nowMs = endMs;
    return 'none';
  };
  const runUntil = (isDone: () => boolean, limitMs: number) => {
    const endMs = nowMs + limitMs;
    return runTurns(isDone, () => runNextUntil(endMs));
  };
  const advanceUntil = (isDone: () => boolean, limitMs: number) => withTraps(() => runUntil(isDone, limitMs));

  return {
    seed,
    random: stream,
    nowMs: () => nowMs,
    schedule(delayMs, run) {
      sequence += 1;
      const event: WorldEvent = { atMs: nowMs + Math.max(0, delayMs), tie: ties(), sequence, run };
      heap.push(event);
      return {
        cancel() {
          event.run = null;
        },
      };
    },
    async advance(durationMs) {
      await advanceUntil(() => false, durationMs);
    },
    advanceUntil,
    trace(node, what) {
      if (keepsTrace) traced.push({ atMs: nowMs, node, what });
    },
    lines: () => traced.map(lineOf),
    eventCount: () => eventCount,
  };
}

function lineOf({ atMs, node, what }: Traced): string {
  return `${atMs.toFixed(3)} ${node} ${typeof what === 'string' ? what : what()}`;
}

/**
 * Between two events all microtasks drain: the next event is a tick, asked for by the last microtask that is there
 * now, and Node runs no tick before the last microtask is through. A turn of the real loop for each event would do
 * the same and take longer than most events; so would a promise.
 */
function runTurns(isDone: () => boolean, runNext: () => 'ran' | 'cancelled' | 'none'): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let left = EVENTS_A_TURN;
    const nextTick = () => process.nextTick(turn);
    const goOn = () => {
      left -= 1;
      if (left > 0) return queueMicrotask(nextTick);
      left = EVENTS_A_TURN;
      realSetImmediate(turn);
    };
    const turn = () => {
      try {
        while (!isDone()) {
          const outcome = runNext();
          if (outcome === 'none') return resolve(isDone());
          if (outcome === 'ran') return goOn();
        }
        resolve(true);
      } catch (error) {
        reject(error as Error);
      }
    };
    // What was begun between two runs may not have put its first event on the heap yet.
    if (isDone()) resolve(true);
    else realSetImmediate(turn);
  });
}
