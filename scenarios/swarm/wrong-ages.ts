// Rows that counted as older or younger than they are, by what the gateway's clock or the Mac's did meanwhile.

import type { History, WitnessedRow } from '../sim/oracle/history.ts';
import { receivingAccounts } from '../sim/oracle/settings.ts';
import { durationMs } from '../vocabulary/duration.ts';
import type { Drawn } from './drawn.ts';
import type { RunFacts } from './run-facts.ts';

const LIVE_LIMIT_MS = 15 * 60_000;
/** Between a look at the newest row and the watch that begins after it. */
const BOUNDARY_MS = 2_000;

/** How far a clock that is measured by sends may be off from what it is. */
const MEASURING_MS = 90_000;

/** How far the clock of the Mac was off, after each time that it was set. */
function macOffsetsMs({ steps }: Drawn): readonly number[] {
  let offsetMs = 0;
  return steps
    .flatMap(({ mac }) => (mac as { clockStep?: { byMs: number | string } } | undefined)?.clockStep ?? [])
    .map(({ byMs }) => {
      offsetMs += typeof byMs === 'number' ? byMs : durationMs(byMs);
      return offsetMs;
    });
}

const recoveryWindowsMs = ({ lives }: History) =>
  lives.flatMap(({ config }) => receivingAccounts(config).map((account) => account.recoveryWindowMs));

/** How old a row was when it was told, the first time and the last. */
function agesMs({ guid, dateMs, insertedAtMs }: WitnessedRow, { tellings }: History): readonly number[] {
  const told = tellings.filter((telling) => telling.guid === guid).map(({ atMs }) => atMs);
  const [firstMs, lastMs] = [told[0] ?? insertedAtMs, told.at(-1) ?? insertedAtMs];
  return [firstMs - dateMs!, lastMs - dateMs!];
}

/** Whether a row that was passed over as old is that by the clock of a Mac that was ahead. */
export function isOldByTheMac(row: WitnessedRow, drawn: Drawn, { history, reasonOf }: RunFacts): boolean {
  const [, window] = /^older than the (live|recovery)/.exec(reasonOf(row) ?? '') ?? [];
  if (window === undefined || row.dateMs === null) return false;
  const [, oldestMs] = agesMs(row, history!);
  const limitsMs = window === 'live' ? [LIVE_LIMIT_MS] : recoveryWindowsMs(history!);
  return macOffsetsMs(drawn).some((offsetMs) =>
    limitsMs.some((limitMs) => offsetMs > 0 && oldestMs! + offsetMs > limitMs - MEASURING_MS),
  );
}

/** Whether an old row that was answered is young by the clock of a Mac that was behind. */
export function isYoungByTheMac(row: WitnessedRow, drawn: Drawn, { history }: RunFacts): boolean {
  if (row.dateMs === null) return false;
  const [youngestMs, oldestMs] = agesMs(row, history!);
  const toldMs = oldestMs! + row.dateMs;
  const isBelow = history!.subscriptions.some(
    ({ atMs }) => row.insertedAtMs < atMs + BOUNDARY_MS && atMs <= toldMs,
  );
  const limitsMs = [LIVE_LIMIT_MS, ...(isBelow ? recoveryWindowsMs(history!) : [])];
  return macOffsetsMs(drawn).some((offsetMs) =>
    limitsMs.some(
      (limitMs) =>
        offsetMs < 0 &&
        oldestMs! > limitMs - MEASURING_MS &&
        youngestMs! + offsetMs <= limitMs + MEASURING_MS,
    ),
  );
}
