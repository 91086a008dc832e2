// Which of the age limits apply to what a subscription tells: that of what came while nobody read, or that of what comes
// live.

import { clockGapsOf, GATEWAY_SLEEPS } from './clock-gaps.ts';
import { disturbedUntil } from './disturbances.ts';
import type { History, Subscription, WitnessedRow } from './history.ts';
import type { Settings } from './settings.ts';
import { OF_THE_GATEWAY } from './taking.ts';

/** `first look` = the look back of a first start, which is the window of what was there then (ruling-3). */
export type Limit = 'live' | 'recovery' | 'first look';

/** After something was mended: growing pauses, a new child, a new subscription. */
export const MENDING_TAKES_MS = 120_000;
/** Between the look at the newest row and the subscription. */
export const BOUNDARY_TAKES_MS = 2_000;

/** What comes after the clock has jumped waits for the subscription that follows, which has a boundary of its own. */
export function limitsSince(
  row: WitnessedRow,
  watch: Subscription,
  atMs: number,
  account: Settings,
  history: History,
): Limit[] {
  const limits = limitsAt(row, watch, account, history);
  const gap = clockGapsOf(history).find((one) => one.atMs > watch.atMs && one.atMs <= atMs);
  const next = gap && history.subscriptions.find((one) => one.atMs > atMs);
  if (!next) return limits;
  const then = limitsAt(row, next, account, history);
  // Where another database takes the place meanwhile, none that follows has a boundary of the one that it was told from.
  return gap.isUnclear || next.database !== watch.database ? [...limits, ...then] : then;
}

/** Rows at or below the boundary of a subscription have the recovery window, those above the live limit. */
export function limitsAt(
  row: WitnessedRow,
  watch: Subscription,
  { isRemote, firstLookBackMs }: Settings,
  history: History,
): Limit[] {
  if (isRemote) return ['live'];
  const { disturbances } = history;
  const { atMs } = boundaryOf(watch, history);
  const isBefore = row.insertedAtMs < atMs;
  const hindered = disturbances.filter(({ of, what }) => of === 'all' && OF_THE_GATEWAY.test(what));
  const isSlow = disturbedUntil(hindered, 'reading', atMs - MENDING_TAKES_MS, atMs) !== null;
  const isAfterLook = row.insertedAtMs > atMs - (isSlow ? MENDING_TAKES_MS : BOUNDARY_TAKES_MS);
  const below: Limit[] = firstLookBackMs === null ? ['recovery'] : limitsBelow(row, watch, history);
  const limits = isBefore ? below : [];
  return isAfterLook ? [...limits, 'live'] : limits;
}

/**
 * What comes between the first look and the subscription was not there to be looked back to: it is missed (ruling-43).
 * What the first start looked back to and a later one is told of is missed as well, and no younger than it was.
 */
function limitsBelow(
  { insertedAtMs, database }: WitnessedRow,
  watch: Subscription,
  { lives, disturbances, subscriptions }: History,
): Limit[] {
  const { atMs } = watch;
  const startMs = lives[0]?.fromMs ?? atMs;
  const [first] = subscriptions;
  // Where something kept the gateway from looking, the first look may have been as late as the first watch.
  const isHindered = disturbedUntil(disturbances, 'reading', startMs, first?.atMs ?? atMs) !== null;
  if (first !== undefined && watch !== first) {
    const mayHaveBeenThere = insertedAtMs <= (isHindered ? first.atMs : startMs);
    return database === first.database && mayHaveBeenThere ? ['first look', 'recovery'] : ['recovery'];
  }
  if (insertedAtMs <= startMs) return ['first look'];
  const isSure = insertedAtMs > startMs + BOUNDARY_TAKES_MS && !isHindered;
  return isSure ? ['recovery'] : ['first look', 'recovery'];
}

/**
 * The watch whose boundary holds: one that only goes on, after damage or an end of its stream, keeps that of the first
 * watch of its process (ruling-27). Where the clock may have jumped, it has taken one of its own.
 */
function boundaryOf(watch: Subscription, history: History): Subscription {
  const { subscriptions, disturbances } = history;
  const first = subscriptions.find(({ pid, database }) => pid === watch.pid && database === watch.database);
  if (!first || first === watch) return watch;
  const hasSlept = disturbances.some(
    ({ what, fromMs, toMs }) =>
      what === GATEWAY_SLEEPS && fromMs <= watch.atMs && (toMs ?? watch.atMs) >= first.atMs,
  );
  // One that is set by less, or goes a little too fast, is not noticed.
  const wasSet = clockGapsOf(history).some(({ atMs }) => atMs >= first.atMs && atMs <= watch.atMs);
  return hasSlept || wasSet ? watch : first;
}
