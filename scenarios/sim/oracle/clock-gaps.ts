// When the gateway's clock jumped under a gateway that ran: it slept, or its clock was set.

import type { History } from './history.ts';

export interface ClockGap {
  /** It is noticed by the next row or by a look, up to `NOTICED_WITHIN_MS` later. */
  readonly atMs: number;
  /** How far its clock went beyond the time that passed. */
  readonly byMs: number;
  /** Several lie so close that they may be one, or it is so small that it may not be noticed. */
  readonly isUnclear: boolean;
}

/** Looks are so far apart. */
export const NOTICED_WITHIN_MS = 15_000;
/** From which on it counts, give or take what is in doubt. */
const COUNTS_FROM_MS = 30_000;
const DOUBT_MS = 1_000;
/** A clock that is set so soon after a row was told may have been read for it. */
const NEAR_STEP_MS = 1_000;

export const GATEWAY_SLEEPS = 'the gateway sleeps';

export function clockGapsOf({ clockOffsets, disturbances }: History): readonly ClockGap[] {
  const sleeps = disturbances.flatMap(({ what, fromMs, toMs }) =>
    what === GATEWAY_SLEEPS && toMs !== null ? [{ fromMs, atMs: toMs, byMs: toMs - fromMs }] : [],
  );
  const steps = clockOffsets.map(({ fromMs, offsetMs }, index) => ({
    fromMs,
    atMs: fromMs,
    byMs: offsetMs - (clockOffsets[index - 1]?.offsetMs ?? 0),
  }));
  const all = [...sleeps, ...steps]
    .filter(({ byMs }) => Math.abs(byMs) >= DOUBT_MS)
    .sort((one, other) => one.atMs - other.atMs);
  return all.flatMap((last) => {
    // What comes so soon after another may have been noticed with it.
    const near = all.filter(
      ({ fromMs, atMs }) =>
        atMs <= last.atMs && Math.max(atMs, fromMs) >= last.fromMs - NOTICED_WITHIN_MS - DOUBT_MS,
    );
    const byMs = near.reduce((sum, gap) => sum + gap.byMs, 0);
    const areAtOnce = near.every(({ fromMs, atMs }) => fromMs === last.atMs && atMs === last.atMs);
    const isAlone = near.length === 1 || areAtOnce;
    if (isAlone && Math.abs(byMs) < COUNTS_FROM_MS - DOUBT_MS) return [];
    // One that follows so soon may undo it before anybody has looked.
    const isFollowed = all.some(
      ({ fromMs, atMs }) => atMs > last.atMs && fromMs <= last.atMs + NOTICED_WITHIN_MS + DOUBT_MS,
    );
    const isUnclear = !isAlone || isFollowed || Math.abs(byMs) < COUNTS_FROM_MS + DOUBT_MS;
    return [{ atMs: last.atMs, byMs, isUnclear }];
  });
}

/** How far the gateway's clock was ahead of the true time. */
export function clockOffsetAt({ clockOffsets }: History, atMs: number): number {
  return clockOffsets.findLast(({ fromMs }) => fromMs <= atMs)?.offsetMs ?? 0;
}

/** The same of a row that was taken during a span: several values where the clock was set meanwhile. */
export function clockOffsetsDuring(history: History, fromMs: number, toMs: number): readonly number[] {
  const untilMs = toMs + NEAR_STEP_MS;
  const set = history.clockOffsets.filter((clock) => clock.fromMs > fromMs && clock.fromMs <= untilMs);
  return [clockOffsetAt(history, fromMs), ...set.map(({ offsetMs }) => offsetMs)];
}
