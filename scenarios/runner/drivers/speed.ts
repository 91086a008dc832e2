// How much faster than real time a scenario runs beside real processes. Programs need the time that they need: while
// one starts or ends, time goes at its true pace. How long the first start took says what this machine can keep.

import type { Spawn } from '../../../engine/imsg/transport.ts';
import type { PacedClock } from './paced-clock.ts';

/** Fast enough for hours, and slow enough that a turn of the event loop stays far below any window. */
export const SPEED_MAX = 20;

/** A start that would last longer than this, as the fast clock has it, is that of a slow machine. */
const START_SHOWN_MS = 6_000;

/** A program that has said nothing for so long, in real time, may never do so: time does not wait for it. */
const SILENT_START_MS = 5_000;

interface Speed {
  /** Times real time; null = nothing has started yet that shows what the machine can keep. */
  value(): number | null;
  /** Whether time has gone on although a program may not have started yet. */
  hasOverrun(): boolean;
  /** The same programs; time takes its true pace until each has said something or ended. */
  withRealStarts(spawn: Spawn): Spawn;
  /** Time takes its true pace while this is done. */
  inRealTime<Result>(perform: () => Promise<Result>): Promise<Result>;
}

/** @param given Null = what the machine can keep. */
export function createSpeed(clock: PacedClock, given: number | null): Speed {
  let value = given;
  let slowed = 0;
  let hasOverrun = false;
  const slow = () => {
    slowed += 1;
    clock.setRate(1);
    return () => {
      slowed -= 1;
      if (slowed === 0) clock.setRate(value ?? SPEED_MAX);
    };
  };
  return {
    value: () => value,
    hasOverrun: () => hasOverrun,
    withRealStarts: (spawn) => (request, events) => {
      const beganMs = performance.now();
      const resume = slow();
      let isStarting = true;
      const end = () => {
        if (!isStarting) return;
        isStarting = false;
        clearTimeout(limit);
        resume();
      };
      const started = () => {
        if (isStarting) value ??= speedFor(performance.now() - beganMs);
        end();
      };
      const limit = setTimeout(() => {
        hasOverrun = true;
        end();
      }, SILENT_START_MS);
      return spawn(request, {
        ...events,
        onData(bytes) {
          started();
          events.onData(bytes);
        },
        onExit(...exit) {
          started();
          events.onExit(...exit);
        },
      });
    },
    async inRealTime(perform) {
      const resume = slow();
      try {
        return await perform();
      } finally {
        resume();
      }
    },
  };
}

/** The speed that a machine keeps on which a program takes so long to start, in real milliseconds. */
export function speedFor(startMs: number): number {
  return Math.max(1, Math.min(SPEED_MAX, Math.floor(START_SHOWN_MS / startMs)));
}
