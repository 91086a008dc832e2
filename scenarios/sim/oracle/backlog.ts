// How long a row may have to wait for those before it.

import type { Subscription, WitnessedRow } from './history.ts';

/** Older builds hand out a backlog by so many rows, so often. */
const BACKLOG_ROWS = 100;
const BACKLOG_EVERY_MS = 5_000;

/** What may stand in front of a row in a backlog. */
export function backlogMs(row: WitnessedRow, { sinceRowid, atMs }: Subscription): number {
  if (sinceRowid === null || row.insertedAtMs > atMs) return 0;
  return Math.max(0, Math.ceil((row.rowid - Math.max(0, sinceRowid)) / BACKLOG_ROWS)) * BACKLOG_EVERY_MS;
}
