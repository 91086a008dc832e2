// The time of a run with real processes: how fast it goes, how it is waited for, and whether the machine kept up.

import type { Spawn } from '../../../engine/imsg/transport.ts';
import { durationText } from '../../vocabulary/duration.ts';
import { createCondition } from './condition.ts';
import { watchLateness } from './lateness.ts';
import { createPacedClock, type PacedClock } from './paced-clock.ts';
import { createSpeed } from './speed.ts';

/** What holds late, as the fast clock has it, holds all the same: real programs get so much real time for it. */
const WITHIN_REAL_MS = 10_000;

/** Later than this, as the fast clock has it, and windows and ages may have come out otherwise than they should. */
const LATENESS_MAX_MS = 500;

export interface SpawnedTime {
  readonly clock: PacedClock;
  /** Since the run began. */
  nowMs(): number;
  /** Times real time; null = nothing has started yet that shows what the machine can keep. */
  speed(): number | null;
  /** Something has happened that somebody may wait for. */
  notify(): void;
  /** Resolves with true once `isDone`, and with its last answer after `limitMs` of the clock. */
  waitUntil(isDone: () => boolean, limitMs: number): Promise<boolean>;
  /** The same, but as long in real time as real programs need for what they do. */
  waitPatiently(isDone: () => boolean, limitMs: number): Promise<boolean>;
  withRealStarts(spawn: Spawn): Spawn;
  inRealTime<Result>(perform: () => Promise<Result>): Promise<Result>;
  /**
   * What the machine did not keep up with; null = it did.
   *
   * @param programsLateMs How late other programs of the run were.
   */
  whyInconclusive(programsLateMs: number): string | null;
  close(): void;
}

/** Nothing here happens closer together in real time: a whole story may pass between two looks at how late it is. */
const TIMER_MS = 1;

/** @param given How many times as fast as real time; null = what the machine can keep. */
export function createSpawnedTime(clockPath: string, given: number | null): SpawnedTime {
  const clock = createPacedClock(clockPath);
  const { notify, waitUntil } = createCondition(clock);
  const lateness = watchLateness(clock);
  const speed = createSpeed(clock, given);
  const beganMs = clock.monotonicMs();
  return {
    clock,
    nowMs: () => clock.monotonicMs() - beganMs,
    speed: () => speed.value(),
    notify,
    waitUntil,
    async waitPatiently(isDone, limitMs) {
      const realBeganMs = performance.now();
      const realLeftMs = () => WITHIN_REAL_MS - (performance.now() - realBeganMs);
      let isMet = await waitUntil(isDone, limitMs);
      while (!isMet && realLeftMs() > 0) isMet = await waitUntil(isDone, realLeftMs() * clock.rate());
      return isMet;
    },
    withRealStarts: speed.withRealStarts,
    inRealTime: speed.inRealTime,
    whyInconclusive(programsLateMs) {
      if (speed.hasOverrun()) return 'the machine did not keep up: time went on before a program had started';
      const lateMs = Math.max(lateness.worstMs(), programsLateMs, (speed.value() ?? 0) * TIMER_MS);
      if (lateMs <= LATENESS_MAX_MS) return null;
      const late = durationText(Math.round(lateMs));
      return `the machine did not keep ${speed.value()} times real time: it was late by ${late}; --speed sets another`;
    },
    close() {
      lateness.close();
      clock.close();
    },
  };
}
