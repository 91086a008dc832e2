// What left may fail afterwards: Messages notes an error at the row, seconds later or more.

import type { OwnRow } from '../echo/own-rows.ts';
import { EngineError } from '../errors.ts';
import { tellsSendStatus } from '../imsg/features.ts';
import { messageSendStatus } from '../imsg/methods.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import { RpcError } from '../imsg/rpc-error.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { MessagesDb, StoredDelivery } from '../ports/messages-db.ts';
import type { PartRow } from '../store/commands/parts.ts';
import type { Group } from '../store/group-of.ts';
import type { Unawaited } from '../unawaited.ts';
import { dueOf, type Failing } from './failing.ts';

/** The first look after a part was sent, at the latest; the next come after twice the pause each. */
const LOOK_FIRST_MS = 2_000;
/** How long after a part was sent its row is looked at. */
export const WATCHED_FOR_MS = 10 * 60_000;
/** Parts looked at; the oldest goes first. */
const WATCHED_MAX = 1_000;
/** As many of the newest at each look where imsg is asked, by a call for each. */
const ASKED_MAX = 20;

type SentRow = Pick<OwnRow, 'guid' | 'rowid'>;

interface DeliveryOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Aborts as soon as a stop begins: nothing waits any more. */
  readonly ending: AbortSignal;
  readonly unawaited: Unawaited;
  /** Null behind a remote wrapper: there imsg is asked, from 0.10 on. */
  readonly db: MessagesDb | null;
  /** The child that reads, while it is ready. */
  readClient(): RpcCaller | null;
  /** Of the imsg that reads; null until it is known. */
  imsgVersion(): string | null;
  /** As it is set right now: what a part belongs to of which failures are to be told in the order in which it was said; null = each by itself. */
  groupOf(part: PartRow): Group | null;
  onFailed(part: PartRow, row: SentRow, delivery: StoredDelivery): Promise<void>;
}

interface Watched extends Failing {
  readonly row: SentRow;
}

/** Looks at the rows of parts that count as sent. */
type WatchDelivery = (part: PartRow, row: SentRow) => void;

export function createDeliveryWatch(options: DeliveryOptions): WatchDelivery {
  const { clock, signal, ending, unawaited, groupOf, onFailed } = options;
  let watched: Watched[] = [];
  let pauseMs = LOOK_FIRST_MS;
  let planned: { readonly timer: Timer; readonly dueMs: number } | null = null;
  let isLooking = false;

  const tell = (nowMs: number) => {
    const due = dueOf(watched, nowMs);
    watched = watched.filter((one) => !due.includes(one));
    for (const { part, row, failure } of due)
      unawaited(onFailed(part, row, failure!.delivery), 'noting a failed delivery');
  };
  const lookOnce = async () => {
    const looked = [...watched];
    const deliveries = await deliveriesOf(
      looked.map(({ row }) => row),
      options,
    );
    if (signal.aborted) return;
    const nowMs = clock.monotonicMs();
    looked.forEach((one, index) => {
      note(one, deliveries[index], nowMs);
    });
    watched = watched.filter((one) => one.failure !== null || one.untilMs > nowMs);
    tell(ending.aborted ? Number.POSITIVE_INFINITY : nowMs);
    // Others of the same answer are about to be noted, or not at all.
    if (watched.some(({ failure }) => failure !== null)) pauseMs = LOOK_FIRST_MS;
  };
  const look = async () => {
    planned = null;
    isLooking = true;
    pauseMs *= 2;
    try {
      await lookOnce();
    } finally {
      isLooking = false;
      if (!signal.aborted) plan();
    }
  };
  const plan = () => {
    const dueMs = clock.monotonicMs() + pauseMs;
    // A look that comes sooner stays: those that are sent steadily would put it off for ever.
    if (watched.length === 0 || (planned && planned.dueMs <= dueMs)) return;
    planned?.timer.cancel();
    planned = { timer: clock.after(pauseMs, () => unawaited(look(), 'looking after deliveries')), dueMs };
  };
  signal.addEventListener('abort', () => planned?.timer.cancel());
  // The next run would look at them again, but for as long only as after any send.
  ending.addEventListener('abort', () => tell(Number.POSITIVE_INFINITY));
  return (part, row) => {
    if (signal.aborted || !mayBeSeen(options)) return;
    const untilMs = clock.monotonicMs() + WATCHED_FOR_MS;
    watched.push({ part, row, group: () => groupOf(part), untilMs, failure: null });
    if (watched.length > WATCHED_MAX) watched.splice(oldestOf(watched), 1);
    pauseMs = LOOK_FIRST_MS;
    if (!isLooking) plan();
  };
}

/** It may be delivered all the same while it waits to be told of. */
function note(one: Watched, delivery: StoredDelivery | null | undefined, nowMs: number): void {
  if (!delivery) return;
  const { error } = delivery;
  one.failure = error === 0 ? null : { delivery, sinceMs: one.failure?.sinceMs ?? nowMs };
}

/** Of those that did not fail, as far as there are any. */
function oldestOf(watched: readonly Watched[]): number {
  return Math.max(
    0,
    watched.findIndex(({ failure }) => failure === null),
  );
}

/** Behind a wrapper nobody may have said yet which build that is: what an earlier run sent is taken up before. */
function mayBeSeen({ db, imsgVersion }: Pick<DeliveryOptions, 'db' | 'imsgVersion'>): boolean {
  const version = imsgVersion();
  return db !== null || version === null || tellsSendStatus(version);
}

/** Of each row, as chat.db or imsg has it; null, and left out at the end = nobody says. */
async function deliveriesOf(
  rows: readonly SentRow[],
  { db, readClient, imsgVersion }: Pick<DeliveryOptions, 'db' | 'readClient' | 'imsgVersion'>,
): Promise<readonly (StoredDelivery | null)[]> {
  const client = readClient();
  if (db === null) return client !== null && tellsSendStatus(imsgVersion()) ? askedOf(client, rows) : [];
  try {
    return await db.deliveriesOf(rows);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return [];
  }
}

/** The newest of them, as far as there are answers. */
async function askedOf(client: RpcCaller, rows: readonly SentRow[]): Promise<(StoredDelivery | null)[]> {
  const deliveries: (StoredDelivery | null)[] = rows.map(() => null);
  for (let at = Math.max(0, rows.length - ASKED_MAX); at < rows.length; at += 1) {
    try {
      deliveries[at] = (await messageSendStatus(client, rows[at]!.guid)).delivery;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      // It is there, and says nothing of this one. Who does not answer would let each of the others wait for its deadline.
      if (!(error instanceof RpcError)) break;
    }
  }
  return deliveries;
}
