// Rows that no watch told of, or not yet: they are missed, and asked for (ruling-27).

import { clockOffsetAt } from './clock-gaps.ts';
import { disturbedUntil } from './disturbances.ts';
import type { History, Telling, WitnessedRow } from './history.ts';
import { perHistory } from './per-history.ts';
import { runsOf } from './runs.ts';
import { TAKING_MS } from './taking.ts';

/** Since it is missed a row is asked for so late, and not again after the last time. */
const ASKED_AFTER_MS = [10_000, 60_000, 600_000] as const;
/** From a row to when it is missed: by one above it, or by two looks. */
const MISSED_WITHIN_MS = 45_000;
/** A process for it, and its answer. */
const ASKING_TAKES_MS = 20_000;
/** A row and its chat are two commits. */
const CHAT_TAKES_MS = 100;

/**
 * Whether no watch told of it first, nor soon after: who is asked for one row tells of those beyond as well, and such a
 * row is not asked for itself before it has been missed for a while.
 */
export function isAskedFor(askedAtMs: number, tellings: readonly Telling[]): boolean {
  return tellings[0]!.again === true && toldSoonAfter(askedAtMs, tellings) === undefined;
}

/** When a watch told of it so soon after somebody who was asked that this one may have been asked for another row. */
export function toldSoonAfter(askedAtMs: number, tellings: readonly Telling[]): Telling | undefined {
  const untilMs = askedAtMs + ASKED_AFTER_MS[0] + TAKING_MS;
  return tellings.find(({ atMs, again }) => !again && atMs >= askedAtMs && atMs < untilMs);
}

/**
 * Whether a gateway that was told of a row beside what it had asked for may have left it to its watch, and ended before that
 * told of it: it said nothing of the row, which is missed from then on, and comes again to the next one.
 */
export function mayBeLeftToWatch(
  row: WitnessedRow,
  { atMs, again }: Telling,
  tellings: readonly Telling[],
  history: History,
): boolean {
  if (!again) return false;
  const untilMs = atMs + ASKED_AFTER_MS[0] + TAKING_MS;
  const run = runsOf(history).find(({ fromMs, toMs }) => fromMs <= atMs && toMs !== null && toMs >= atMs);
  if (!run || run.toMs! >= untilMs || seenAtMs(row, history) <= run.toMs!) return false;
  const byWatch = toldSoonAfter(atMs, tellings);
  return byWatch === undefined || byWatch.atMs > run.toMs!;
}

/** When the gateway first said of each row what became of it. */
const firstSeenMs = perHistory(({ rowEvents }): ReadonlyMap<string, number> => {
  const seen = new Map<string, number>();
  for (const { guid, atMs } of rowEvents) if (guid !== null && !seen.has(guid)) seen.set(guid, atMs);
  return seen;
});

/** When a gateway first said what became of a row; infinite = it never did. */
export function seenAtMs({ guid }: WitnessedRow, history: History): number {
  return firstSeenMs(history).get(guid) ?? Number.POSITIVE_INFINITY;
}

/** Whether a gateway knew nothing of a row before a watch told of it: what it was told on asking it did not take. */
export function wasSeenByWatch(row: WitnessedRow, tellings: readonly Telling[], history: History): boolean {
  const seenMs = seenAtMs(row, history);
  return tellings.some(({ again, atMs }) => !again && atMs <= seenMs && atMs >= seenMs - TAKING_MS);
}

/** Whether a gateway said what became of a row just when it had been told of it on asking. */
export function mayBeAskedFor(row: WitnessedRow, tellings: readonly Telling[], history: History): boolean {
  const seenMs = seenAtMs(row, history);
  return tellings.some(({ again, atMs }) => again && atMs <= seenMs && atMs >= seenMs - TAKING_MS);
}

/**
 * By when a row is told whose chat comes late: a watch may have passed it by then, and nobody asks for it before the next
 * time. A chat that comes after the last time, or with its row, changes nothing.
 */
export function toldAtLatestMs({ insertedAtMs, joinedAtMs }: WitnessedRow): number {
  const lateMs = (joinedAtMs ?? insertedAtMs) - insertedAtMs;
  const next = ASKED_AFTER_MS.find((afterMs) => lateMs > CHAT_TAKES_MS && lateMs <= afterMs);
  return next === undefined ? 0 : insertedAtMs + MISSED_WITHIN_MS + next + ASKING_TAKES_MS;
}

/**
 * Whether a gateway said that it gives it up, and not before it was asked for the last time: it did not stand in a chat then,
 * or something kept imsg from telling it, and it was told to nobody. `cameMs` = when it first came, in whichever database.
 */
export function wasGivenUp(
  { guid, joinedAtMs }: WitnessedRow,
  cameMs: number,
  { rowEvents, disturbances }: Pick<History, 'rowEvents' | 'disturbances'>,
  tellings: readonly Telling[] = [],
): boolean {
  const firstMs = cameMs + ASKED_AFTER_MS.at(-1)!;
  const isAfter = (atMs: number | null | undefined) => atMs == null || atMs > firstMs;
  // Looked at first: there are as many events as rows. What chat.db said of it is told a moment later.
  if (joinedAtMs === null || !isAfter(tellings[0]?.atMs)) return false;
  if (!isAfter(joinedAtMs) && disturbedUntil(disturbances, 'reading', cameMs, firstMs) === null) return false;
  const wasKept = (atMs: number) =>
    disturbedUntil(disturbances, 'reading', atMs - ASKING_TAKES_MS, atMs) !== null &&
    (tellings[0]?.atMs ?? atMs) >= atMs;
  return rowEvents.some(
    ({ guid: of, fate, atMs }) =>
      of === guid && fate === 'dead' && atMs >= firstMs && (atMs < joinedAtMs + TAKING_MS || wasKept(atMs)),
  );
}

/**
 * Whether a clock that was set ahead meanwhile may have made a gateway ask for the last time too soon: it gave the row up
 * before its chat came, which it said.
 */
export function mayBeGivenUpEarly(
  { guid, joinedAtMs }: WitnessedRow,
  cameMs: number,
  history: History,
): boolean {
  if (joinedAtMs === null || history.clockOffsets.length === 0) return false;
  const aheadMs = (atMs: number) => clockOffsetAt(history, atMs) - clockOffsetAt(history, cameMs);
  return history.rowEvents.some(
    ({ guid: of, fate, atMs }) =>
      of === guid &&
      fate === 'dead' &&
      atMs < joinedAtMs &&
      atMs + aheadMs(atMs) >= cameMs + ASKED_AFTER_MS.at(-1)!,
  );
}
