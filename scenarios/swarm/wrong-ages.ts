// Rows that counted as older or younger than they are, by what the gateway's clock or the Mac's did meanwhile.

import type { History, WitnessedRow } from '../sim/oracle/history.ts';
import type { RunFacts } from './run-facts.ts';

const LIVE_LIMIT_MS = 15 * 60_000;
/** Told so shortly before the sleep, it is read after it. */
const READING_MS = 2_000;

/** Whether a row waited in the pipe while the gateway's computer slept, and counts by the limit of before it slept. */
export function waitedInSleep(row: WitnessedRow, { history, reasonOf }: RunFacts): boolean {
  if (reasonOf(row) !== 'older than the live window' || row.dateMs === null) return false;
  const { tellings, disturbances } = history as History;
  const sleeps = disturbances.filter(({ what }) => what === 'the gateway sleeps');
  const told = tellings.filter(({ guid }) => guid === row.guid);
  return sleeps.some(({ fromMs, toMs }) => {
    if (toMs === null || toMs - row.dateMs! < LIVE_LIMIT_MS) return false;
    return told.some(({ atMs }) => fromMs - READING_MS <= atMs && atMs <= toMs);
  });
}
