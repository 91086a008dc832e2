// Rows that are answered out of their place: after a page from below the cursor, or after a commit that had to wait.

import type { History, WitnessedRow } from '../sim/oracle/history.ts';
import type { RunFacts } from './run-facts.ts';
import type { Symptom } from './symptom.ts';

const OVERFLOWED = /^imessage: watch overflowed account=\S+, reading on from row (\d+)/;
const TRIED_AGAIN = /^store: .*\bTrying again in (\d+) ms/;
const HANDED = /^row (\d+) was handed over after row (\d+)$/;
const ANSWERED = /^order: row (\d+) was answered after row (\d+)$/;

/** What comes after a pause comes with it, or as the next in its commit. */
const AT_ONCE_MS = 1_000;

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

/** Whether a turn that is late was formed when a full disk let it, and the one in front of it not before that. */
export function isPlacedByRetry({ clause, text }: Symptom, { history }: RunFacts): boolean {
  if (history === null || (clause !== 'order' && clause !== 'checker')) return false;
  const [, late, early] = (clause === 'order' ? HANDED : ANSWERED).exec(text) ?? [];
  if (late === undefined || early === undefined) return false;
  return pausesOf(history).some(({ fromMs, untilMs }) =>
    rowsOf(late, history).some((lateRow) => {
      const lateMs = formedMs(lateRow, history);
      if (lateMs === null || lateRow.insertedAtMs >= fromMs) return false;
      if (lateMs < untilMs || lateMs > untilMs + AT_ONCE_MS) return false;
      return rowsOf(early, history).some((earlyRow) => {
        if (earlyRow.database !== lateRow.database || earlyRow.chatGuid !== lateRow.chatGuid) return false;
        const earlyMs = formedMs(earlyRow, history);
        return earlyMs !== null && earlyMs >= fromMs && earlyMs <= lateMs;
      });
    }),
  );
}

/** While what was to be written waited for room. */
function pausesOf({ log }: History): { readonly fromMs: number; readonly untilMs: number }[] {
  return log.flatMap(({ atMs, message }) => {
    const [, delayMs] = TRIED_AGAIN.exec(message) ?? [];
    return delayMs === undefined ? [] : [{ fromMs: atMs, untilMs: atMs + Number(delayMs) }];
  });
}

const rowsOf = (rowid: string, { rows }: History) => rows.filter((row) => row.rowid === Number(rowid));

function formedMs({ guid }: WitnessedRow, { turnEvents }: History): number | null {
  const formed = turnEvents.find(
    ({ state, messageGuids }) => state === 'formed' && messageGuids.includes(guid),
  );
  return formed?.atMs ?? null;
}
