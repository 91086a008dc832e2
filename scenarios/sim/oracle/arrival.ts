// When the gateway can first have been told of a row, and which of the two age limits applied then.

import { disturbedUntil } from './disturbances.ts';
import type { History, Subscription, WitnessedRow } from './history.ts';
import type { Settings } from './settings.ts';

export type Limit = 'live' | 'recovery';

export interface Arrival {
  readonly earliestMs: number;
  readonly latestMs: number;
  readonly limits: ReadonlySet<Limit>;
}

/** Why nothing can be said of a row's arrival, or that it never was to be told. */
export interface NoArrival {
  readonly kind: 'never' | 'uncertain';
  readonly reason: string;
}

/** A poll that missed its notice, a debounce, a chat that comes late. */
const TELLING_TAKES_MS = 20_000;
/** After something was mended: growing pauses, a new child, a new subscription. */
const MENDING_TAKES_MS = 120_000;
/** Between the look at the newest row and the subscription. */
const BOUNDARY_TAKES_MS = 2_000;
/** Older builds hand out a backlog by so many rows, so often. */
const BACKLOG_ROWS = 100;
const BACKLOG_EVERY_MS = 5_000;
const ROUNDS_MAX = 1_000;

export function arrivalOf(
  row: WitnessedRow,
  account: Settings,
  history: History,
): { readonly ok: true; readonly arrival: Arrival } | { readonly ok: false; readonly why: NoArrival } {
  const none = (kind: NoArrival['kind'], reason: string) => ({ ok: false, why: { kind, reason } }) as const;
  const availableMs = row.joinedAtMs;
  if (availableMs === null) return none('never', 'it never stood in a chat');
  const watches = history.subscriptions.filter(({ database }) => database === row.database);
  const first = watches[0];
  if (!first) return none('uncertain', 'nobody ever read this database');
  const before = beforeEverything(row, first, account, history);
  if (before) return none(before.kind, before.reason);
  const telling = watches.find(
    ({ endedAtMs, sinceRowid, atMs }) =>
      (endedAtMs === null || endedAtMs > availableMs) &&
      // What comes later is above every row that there was, whatever number was asked from.
      (sinceRowid === null ? availableMs > atMs : row.rowid > sinceRowid || row.insertedAtMs > atMs),
  );
  if (!telling) return none('uncertain', 'nobody read on after it');
  return { ok: true, arrival: followed(row, availableMs, telling, watches, account, history) };
}

/** Rows that were there when the gateway looked at the database for the first time. */
function beforeEverything(
  row: WitnessedRow,
  first: Subscription,
  account: Settings,
  { lives }: History,
): NoArrival | null {
  if (row.insertedAtMs > first.atMs) return null;
  // Another database in the place of the first: what it holds that is new is for ruling-28 to say.
  if (row.database > 1) return { kind: 'uncertain', reason: 'it came with another database' };
  const startMs = lives[0]?.fromMs ?? first.atMs;
  if (row.insertedAtMs > startMs)
    return { kind: 'uncertain', reason: 'it came while the gateway began to read' };
  if (account.firstLookBackMs !== null) return { kind: 'uncertain', reason: 'a first start may look back' };
  return { kind: 'never', reason: 'it was there before the gateway' };
}

function followed(
  row: WitnessedRow,
  availableMs: number,
  first: Subscription,
  watches: readonly Subscription[],
  account: Settings,
  history: History,
): Arrival {
  const limits = new Set<Limit>();
  const limitAt = (watch: Subscription) => {
    if (account.isRemote) return limits.add('live');
    const settledMs = watch.atMs - availableMs;
    if (settledMs > 0) limits.add('recovery');
    if (settledMs < BOUNDARY_TAKES_MS) limits.add('live');
    // Joined late, but already below the boundary: whoever looked at the newest row counted it.
    if (settledMs <= 0 && row.insertedAtMs < watch.atMs) limits.add('recovery');
    return limits;
  };
  const earliestMs = Math.max(availableMs, first.atMs);
  const waiting = backlogMs(row, first);
  let watch = first;
  limitAt(watch);
  let latestMs = earliestMs + TELLING_TAKES_MS + waiting;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const mendedMs = disturbedUntil(history.disturbances, 'reading', earliestMs - TELLING_TAKES_MS, latestMs);
    if (mendedMs !== null && mendedMs + MENDING_TAKES_MS > latestMs) {
      latestMs = mendedMs + MENDING_TAKES_MS;
      for (const other of watches) if (other.atMs >= earliestMs && other.atMs <= latestMs) limitAt(other);
      continue;
    }
    const { endedAtMs } = watch;
    if (endedAtMs === null || endedAtMs > latestMs) break;
    const next = watches.find(({ atMs }) => atMs > watch.atMs);
    if (!next) {
      latestMs = Number.POSITIVE_INFINITY;
      break;
    }
    watch = next;
    limitAt(watch);
    latestMs = Math.max(latestMs, watch.atMs + TELLING_TAKES_MS + waiting);
  }
  return { earliestMs, latestMs, limits };
}

/** What may stand in front of a row in a backlog. */
function backlogMs(row: WitnessedRow, { sinceRowid, atMs }: Subscription): number {
  if (sinceRowid === null || row.insertedAtMs > atMs) return 0;
  return Math.ceil((row.rowid - Math.max(0, sinceRowid)) / BACKLOG_ROWS) * BACKLOG_EVERY_MS;
}
