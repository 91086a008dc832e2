// Whether a row was too old when it was taken, by the gateway's clock as far as it can know how far that is off.

import { type Arrival, heardAt, type Moment } from './arrival.ts';
import { seenAtMs } from './asked.ts';
import { clockOffsetsDuring } from './clock-gaps.ts';
import { couldBeAsked, disturbedUntil } from './disturbances.ts';
import type { History, WitnessedRow } from './history.ts';
import type { Limit } from './limits.ts';
import type { Settings } from './settings.ts';

const LIVE_LIMIT_MS = 15 * 60_000;
/** Near a limit nobody can say: less near where a row was told at a known moment, with nothing wrong; nearer where the gateway's clock is being corrected. */
const NEAR_EXACT_MS = 5_000;
/** The same where the gateway says at once what becomes of it. */
const BESIDE_MS = 10;
const NEAR_MS = 30_000;
const NEAR_CORRECTED_MS = 90_000;

/** `lost` = fresh by the true time, and not by a clock of which nothing was known yet; or the other way round. */
type Age = 'fresh' | 'near' | 'stale' | 'lost';

/**
 * Whenever it was taken, it was so old. Told before it stood in its chat it waits for that, and its age is that of later;
 * but what was too old even then waits for nothing.
 */
export function judgeAge(
  row: WitnessedRow,
  { moments, toldMs }: Arrival,
  account: Settings,
  history: History,
  corrections: readonly number[],
): Age {
  const ageOf = (at: readonly Moment[]) =>
    agreed(at.map((moment) => ageAt(row, moment, account, history, corrections)));
  const before = (history.toldWithoutChat ?? [])
    .filter(({ guid, atMs }) => guid === row.guid && atMs < toldMs.taken)
    .map((telling) => heardAt(row, telling, account, history))
    .map(({ moments: at, isTaken }) => ({ age: ageOf(at), isTaken }));
  if (before.some(({ age, isTaken }) => isTaken && age === 'stale')) return 'stale';
  const unfit = before.flatMap(({ age }) => (age === 'fresh' ? [] : [age]));
  return agreed([ageOf(moments), ...unfit]);
}

function agreed([first, ...others]: readonly Age[]): Age {
  if (others.every((other) => other === first)) return first!;
  const all = [first, ...others];
  return all.includes('lost') && !all.includes('near') ? 'lost' : 'near';
}

function ageAt(
  row: WitnessedRow,
  { earliestMs, latestMs, limits }: Moment,
  account: Settings,
  history: History,
  corrections: readonly number[],
): Age {
  const { dateMs } = row;
  if (dateMs === null) return 'fresh';
  const badDates = history.disturbances.filter(({ what }) => what.includes('bad-dates'));
  if (disturbedUntil(badDates, 'reading', earliestMs, latestMs) !== null) return 'near';
  const windows: Readonly<Record<Limit, number>> = {
    live: LIVE_LIMIT_MS,
    recovery: account.recoveryWindowMs,
    'first look': account.firstLookBackMs ?? account.recoveryWindowMs,
  };
  const limitsMs = [...limits].map((limit) => windows[limit]);
  const isExact =
    earliestMs === latestMs &&
    history.clockOffsets.every(({ fromMs }) => fromMs > latestMs + NEAR_EXACT_MS) &&
    couldBeAsked(history.disturbances, earliestMs);
  const decidedMs = isExact ? seenAtMs(row, history) : Number.POSITIVE_INFINITY;
  // When the gateway took it lies between when it was told and when it said what becomes of it.
  const isSeen = decidedMs >= earliestMs && decidedMs < earliestMs + NEAR_EXACT_MS;
  const untilMs = isSeen ? decidedMs : latestMs;
  const nearMs = isSeen ? BESIDE_MS : isExact ? NEAR_EXACT_MS : NEAR_MS;
  const ageBy = (offsetMs: number, nearMs: number): Age => {
    const [youngestMs, oldestMs] = [earliestMs - dateMs + offsetMs, untilMs - dateMs + offsetMs];
    if (limitsMs.every((limitMs) => oldestMs <= limitMs - nearMs)) return 'fresh';
    if (limitsMs.every((limitMs) => youngestMs > limitMs + nearMs)) return 'stale';
    return 'near';
  };
  const trueAge = ageBy(0, nearMs);
  const clocks = clockOffsetsDuring(history, earliestMs, latestMs);
  return agreed(
    clocks.flatMap((clockMs) =>
      corrections.map((correctionMs) => {
        const isOff = clockMs !== 0 || correctionMs !== 0;
        const age = ageBy(clockMs + correctionMs, isOff ? NEAR_CORRECTED_MS : nearMs);
        // What people's clocks have shown counts, whether it is the gateway's or theirs that is wrong.
        if (age === 'near' || age === trueAge || (age === 'fresh' && correctionMs !== 0)) return age;
        return 'lost';
      }),
    ),
  );
}
