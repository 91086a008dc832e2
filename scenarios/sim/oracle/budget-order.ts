// In which order what people wrote was decided, where what each may have answered is limited.

import type { Arrival } from './arrival.ts';
import type { WitnessedRow } from './history.ts';

interface Came {
  readonly row: WitnessedRow;
  readonly arrival: Arrival;
  /** When it was decided at the latest. */
  readonly latestMs: number;
}

/** Whether a watch told of it as it came. */
export const isInOrder = ({ cameAgain }: Arrival) => cameAgain === false;

/** What is told in order is decided before what stands behind it, also where nobody heard that it was. */
export function inOrderOf<One extends Came>(came: readonly One[]): readonly One[] {
  const nextMs = new Map<number, number>();
  const byMs = new Map<One, number>();
  for (const one of came.toSorted((a, b) => b.row.rowid - a.row.rowid)) {
    const { database } = one.row;
    const atMs = isInOrder(one.arrival)
      ? Math.min(one.latestMs, nextMs.get(database) ?? one.latestMs)
      : one.latestMs;
    byMs.set(one, atMs);
    if (isInOrder(one.arrival)) nextMs.set(database, atMs);
  }
  return came.toSorted((a, b) => byMs.get(a)! - byMs.get(b)! || a.row.rowid - b.row.rowid);
}
