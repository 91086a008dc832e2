// What left may fail afterwards: Messages notes an error at the row, seconds later or more.

import type { OwnRow } from '../echo/own-rows.ts';
import { EngineError } from '../errors.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { PartRow } from '../store/commands/parts.ts';
import type { Unawaited } from '../unawaited.ts';

/** The first look after a part was sent, at the latest; the next come after twice the pause each. */
const LOOK_FIRST_MS = 2_000;
/** How long after a part was sent its row is looked at. */
export const WATCHED_FOR_MS = 10 * 60_000;
/** Parts looked at; the oldest goes first. */
const WATCHED_MAX = 1_000;

type SentRow = Pick<OwnRow, 'guid' | 'rowid'>;

interface DeliveryOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly unawaited: Unawaited;
  /** Null behind a remote wrapper: there nobody sees what becomes of a row. */
  readonly db: MessagesDb | null;
  onFailed(part: PartRow, row: SentRow, error: number): Promise<void>;
}

/** Looks at the rows of parts that count as sent. */
type WatchDelivery = (part: PartRow, row: SentRow) => void;

export function createDeliveryWatch(options: DeliveryOptions): WatchDelivery {
  const { clock, signal, unawaited, db, onFailed } = options;
  let watched: { readonly part: PartRow; readonly row: SentRow; readonly untilMs: number }[] = [];
  let pauseMs = LOOK_FIRST_MS;
  let planned: { readonly timer: Timer; readonly dueMs: number } | null = null;
  let isLooking = false;

  const errorsOf = async (rows: readonly SentRow[]) => {
    try {
      return await db!.sendErrors(rows);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return [];
    }
  };
  const look = async () => {
    planned = null;
    isLooking = true;
    pauseMs *= 2;
    const looked = watched;
    const errors = await errorsOf(looked.map(({ row }) => row));
    isLooking = false;
    if (signal.aborted) return;
    const failed = looked.filter((_, index) => (errors[index] ?? 0) !== 0);
    const nowMs = clock.monotonicMs();
    watched = watched.filter((one) => one.untilMs > nowMs && !failed.includes(one));
    for (const one of failed)
      unawaited(onFailed(one.part, one.row, errors[looked.indexOf(one)]!), 'noting a failed delivery');
    plan();
  };
  const plan = () => {
    const dueMs = clock.monotonicMs() + pauseMs;
    // A look that comes sooner stays: those that are sent steadily would put it off for ever.
    if (watched.length === 0 || (planned && planned.dueMs <= dueMs)) return;
    planned?.timer.cancel();
    planned = { timer: clock.after(pauseMs, () => unawaited(look(), 'looking after deliveries')), dueMs };
  };
  signal.addEventListener('abort', () => planned?.timer.cancel());
  return (part, row) => {
    if (db === null || signal.aborted) return;
    watched.push({ part, row, untilMs: clock.monotonicMs() + WATCHED_FOR_MS });
    if (watched.length > WATCHED_MAX) watched.shift();
    pauseMs = LOOK_FIRST_MS;
    if (!isLooking) plan();
  };
}
