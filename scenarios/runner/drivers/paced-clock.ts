import {
  createFollowedClock,
  type FollowedClock,
  trueMs,
  writePace,
} from '../../../fake-imsg/process/followed-clock.ts';

/** The clock of a run with real processes, which all of them follow. It begins at the true time and pace. */
export interface PacedClock extends FollowedClock {
  /** For FAKE_IMSG_CLOCK_FILE. */
  readonly path: string;
  /** How many times as fast as real time it runs from now on. */
  setRate(rate: number): void;
  /** As if that much time had passed. */
  putForward(ms: number): void;
}

/** @param path Of a file that does not exist yet. */
export function createPacedClock(path: string): PacedClock {
  writePace(path, { fromMs: trueMs(), shownMs: Date.now(), rate: 1 });
  const clock = createFollowedClock(path);
  const change = (rate: number, aheadMs = 0) =>
    writePace(path, { fromMs: trueMs(), shownMs: clock.monotonicMs() + aheadMs, rate });
  return {
    path,
    rate: () => clock.rate(),
    wallMs: clock.wallMs,
    monotonicMs: clock.monotonicMs,
    after: clock.after,
    soon: clock.soon,
    close: clock.close,
    setRate(rate) {
      if (rate !== clock.rate()) change(rate);
    },
    putForward: (ms) => change(clock.rate(), ms),
  };
}
