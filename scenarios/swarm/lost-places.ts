// Rows that are answered out of their place, after a page from below the cursor.

import type { RunFacts } from './run-facts.ts';
import type { Symptom } from './symptom.ts';

const OVERFLOWED = /^imessage: watch overflowed account=\S+, reading on from row (\d+)/;
const HANDED = /^row (\d+) was handed over after row (\d+)$/;

/** Whether a row that was there before the gateway was told only after an overflow was read on from below it. */
export function cameFromBelow({ clause, text, row }: Symptom, { history }: RunFacts): boolean {
  if (history === null || row === undefined) return false;
  const isOld = clause === 'silent' && text.endsWith('it was there before the gateway');
  if (!isOld && !(clause === 'order' && HANDED.test(text))) return false;
  const { subscriptions, tellings, log } = history;
  const told = tellings.find(({ database, guid }) => database === row.database && guid === row.guid);
  const before = subscriptions.filter(({ atMs }) => told !== undefined && atMs <= told.atMs);
  // No watch had to tell of it.
  const wasAskedFor = before.some(({ database, sinceRowid, atMs }) => {
    if (database !== row.database) return false;
    return sinceRowid === null ? row.insertedAtMs > atMs : sinceRowid < row.rowid;
  });
  if (told === undefined || before.length === 0 || wasAskedFor) return false;
  return log.some(({ atMs, message }) => {
    const [, fromRowid] = OVERFLOWED.exec(message) ?? [];
    // The record of the wire knows whole milliseconds.
    return fromRowid !== undefined && Number(fromRowid) < row.rowid && Math.floor(atMs) <= told.atMs;
  });
}
