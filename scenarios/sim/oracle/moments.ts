// When something was said, as a gateway may take it.

import type { Arrival } from './arrival.ts';
import { clockOffsetsDuring } from './clock-gaps.ts';
import type { History, WitnessedRow } from './history.ts';
import { NEAR_MS } from './own-parts.ts';

/** At the earliest and at the latest. */
export type Span = readonly [fromMs: number, toMs: number];

/** By its date, and no later than it came. */
export function momentOf({ dateMs }: WitnessedRow, { earliestMs, latestMs }: Arrival): Span {
  const date = dateMs ?? Number.POSITIVE_INFINITY;
  // A date that is to come may be that of a clock by which the gateway goes, or not.
  if (date > latestMs + NEAR_MS) return [earliestMs, Number.isFinite(date) ? date : latestMs];
  return [Math.min(date, earliestMs), Math.min(date, latestMs)];
}

/**
 * The same, and where the gateway's clock is behind its date also when it came: what is dated ahead counts as said then, as
 * long as nothing has shown by how much the clock is wrong (ruling-4).
 */
export function momentsOf(row: WitnessedRow, arrival: Arrival, history: History): readonly [Span, ...Span[]] {
  const { earliestMs, latestMs } = arrival;
  const byDate = momentOf(row, arrival);
  const behindMs = Math.min(...clockOffsetsDuring(history, earliestMs, latestMs));
  const isAhead = behindMs < 0 && row.dateMs !== null && row.dateMs > earliestMs + behindMs;
  return isAhead ? [byDate, [earliestMs, latestMs]] : [byDate];
}
