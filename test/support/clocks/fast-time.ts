/** A time that may run faster than the real one, shared by every process of a test. */
export interface FastTime {
  readonly rate: number;
  /** When a faster one showed the true time, in Unix milliseconds. */
  readonly startMs: number;
}

export const REAL_TIME: FastTime = { rate: 1, startMs: 0 };

/**
 * Twice as fast, no more: what is bounded in it has to hold on a busy machine, on which a child takes seconds to
 * start. It still has 15 of them until it has to answer.
 */
const RATE = 2;

export function fastTimeFromNow(): FastTime {
  return { rate: RATE, startMs: Date.now() };
}

/** The same time `ms` further on, as if that long had passed while nothing ran. */
export function later({ rate, startMs }: FastTime, ms: number): FastTime {
  return { rate, startMs: startMs - ms / (rate - 1) };
}

/** What the fake `imsg` has to be told. */
export function fakeEnv({ rate, startMs }: FastTime): Record<string, string> {
  return { FAKE_IMSG_CLOCK_RATE: String(rate), FAKE_IMSG_CLOCK_START: String(startMs) };
}
