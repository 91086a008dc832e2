// Keeps one watch alive on whatever child there is: subscribed once, and anew whenever the stream has ended,
// overflowed, gone deaf, or the machine has slept.

import { EngineError } from '../errors.ts';
import type { Emit } from '../events.ts';
import { watchSubscribe, watchUnsubscribe } from '../imsg/methods.ts';
import type { RpcClient } from '../imsg/rpc-client.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { SubscriptionStatus } from '../status.ts';
import type { Unawaited } from '../unawaited.ts';
import { readPages } from './pages.ts';
import type { Reader } from './reader.ts';
import type { Start } from './recovery.ts';
import { createRenewals } from './renewals.ts';

/** Tries before the child is started anew, and the pause between them (TRN-8). */
const SUBSCRIBE_ATTEMPTS_MAX = 3;
const SUBSCRIBE_RETRY_MS = 1_000;

interface SubscriptionOptions {
  readonly accountId: string;
  /** Whether files are asked for. */
  attachments(): boolean;
  /** Rows per page when an overflow is caught up. */
  readonly pageRows: number;
  readonly reader: Reader;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly emit: Emit;
  /**
   * Whether another file has taken the place of the one that the child has opened, asked before each subscription: before
   * the file is looked at for it and after, so that it was that one. The child is ended then: a new one reads what stands
   * there.
   */
  isReplaced(): Promise<boolean>;
  /** Whether the database is this gateway's, asked before each subscription: it may be readable since then only. */
  mayRead(): Promise<boolean>;
  /** There is a watch: rows come. */
  onSubscribed(): void;
  /** Aborts as soon as a stop begins. */
  readonly ending: AbortSignal;
  readonly unawaited: Unawaited;
  /** The child cannot be subscribed to; another one may do better. */
  restartChild(reason: EngineError): void;
}

interface Subscription {
  snapshot(): SubscriptionStatus;
  attach(client: RpcClient): void;
  detach(): void;
  /** Subscribes anew from the last settled row, with a new boundary (ruling-2): the machine was away. */
  beginAnew(reason: string): void;
  /** The same with the boundary that there is, after growing pauses: the stream has ended or says nothing (ruling-27). */
  renew(reason: string): void;
  /** The stream overflowed: what it left out is read page by page first (wire-2.7). Null = it does not say from where. */
  overflowed(resumeAfterRowid: number | null): void;
}

export function createSubscription(options: SubscriptionOptions): Subscription {
  const { accountId, reader, logger, clock, ending } = options;
  let client: RpcClient | null = null;
  let current: number | null = null;
  const renewals = createRenewals(clock, ending);
  let asked: Pick<SubscriptionStatus, 'sinceRowid' | 'boundary'> = { sinceRowid: null, boundary: null };
  /** One change of the subscription at a time, in the order in which they became necessary. */
  let work: Promise<void> = Promise.resolve();

  const isOver = (on: RpcClient) => client !== on || ending.aborted;
  const unsubscribe = async (on: RpcClient) => {
    if (current === null) return;
    // A stream that has ended by itself may be unknown to imsg by now.
    const ended = watchUnsubscribe(on, current).catch(() => {});
    current = null;
    await ended;
  };
  const subscribe = async (on: RpcClient, goesOn: boolean) => {
    await unsubscribe(on);
    if (await options.isReplaced()) return;
    const { fence, sinceRowid, skipped } = await reader.begin(on, goesOn);
    if (!(await options.mayRead())) return;
    // Else the child would tell one database by the boundary of another.
    if (await options.isReplaced()) return;
    if (skipped) logger.warn(skippedLine(accountId, skipped));
    asked = { sinceRowid, boundary: fence.boundary };
    current = (await watchSubscribe(on, { sinceRowid, attachments: options.attachments() })).subscription;
    renewals.subscribed();
    tell(options, asked);
  };
  const subscribePatiently = (on: RpcClient, goesOn: boolean) =>
    patiently(options, { subscribe: () => subscribe(on, goesOn), isOver: () => isOver(on) });
  const enqueue = (change: (on: RpcClient) => Promise<void>) => {
    const on = client;
    if (!on) return;
    work = work.then(() => (isOver(on) ? undefined : change(on)));
    options.unawaited(work, 'subscribing', 'vital');
  };

  const goOn = (delayMs: number, before?: (on: RpcClient) => Promise<void>) =>
    enqueue(async (on) => {
      await renewals.pause(delayMs);
      await before?.(on);
      await subscribePatiently(on, true);
    });

  return {
    snapshot: () => ({ ...asked, isSubscribed: client !== null && current !== null }),
    attach(attached) {
      client = attached;
      current = null;
      enqueue((on) => subscribePatiently(on, false));
    },
    detach() {
      client = null;
      renewals.cut();
    },
    beginAnew(reason) {
      renewals.cut();
      logger.warn(`imessage: subscribing again account=${accountId}: ${reason}`);
      enqueue((on) => subscribePatiently(on, false));
    },
    renew(reason) {
      const delayMs = client && renewals.next();
      if (delayMs === null) return;
      logger.warn(`imessage: subscribing again account=${accountId}: ${reason}`, { delayMs });
      goOn(delayMs);
    },
    overflowed(resumeAfterRowid) {
      const delayMs = client && renewals.next();
      if (delayMs === null) return;
      current = null;
      // Rows at or below the one from which the stream was asked for belong to the time before it.
      const afterRowid = resumeAfterRowid === null ? null : Math.max(resumeAfterRowid, asked.sinceRowid ?? 0);
      const place = afterRowid === null ? 'the cursor' : `row ${afterRowid}`;
      logger.warn(`imessage: watch overflowed account=${accountId}, reading on from ${place}`);
      goOn(delayMs, async (on) => {
        if (afterRowid !== null) await readOn(options, on, afterRowid, () => isOver(on));
      });
    },
  };
}

function tell(
  { accountId, logger, emit, onSubscribed }: SubscriptionOptions,
  asked: Pick<SubscriptionStatus, 'sinceRowid' | 'boundary'>,
): void {
  logger.info(`[${accountId}] watching messages`, asked);
  emit('subscribed', { accountId, ...asked });
  onSubscribed();
}

/** After the last try another child is to do better. */
async function patiently(
  { accountId, logger, clock, ending, restartChild }: SubscriptionOptions,
  { subscribe, isOver }: { subscribe(): Promise<void>; isOver(): boolean },
): Promise<void> {
  for (let attempt = 1; !isOver(); attempt += 1) {
    try {
      return await subscribe();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      if (isOver()) return;
      logger.error(failedLine(accountId, attempt, error));
      if (attempt === SUBSCRIBE_ATTEMPTS_MAX) return restartChild(error);
      await sleep(clock, SUBSCRIBE_RETRY_MS, ending);
    }
  }
}

/** Page by page, each journalled before the next is asked for. */
async function readOn(
  { accountId, attachments, pageRows, reader, clock, logger }: SubscriptionOptions,
  on: RpcClient,
  afterRowid: number,
  isOver: () => boolean,
): Promise<void> {
  const request = { afterRowid, attachments: attachments(), limit: pageRows, isOver };
  try {
    await readPages(on, request, clock, (page) => {
      reader.push(page);
      return reader.idle();
    });
  } catch (error) {
    // The new subscription replays from the cursor anyway; paging only keeps it short.
    if (!(error instanceof EngineError)) throw error;
    logger.warn(`imessage: messages.after failed account=${accountId}: ${error.message}`);
  }
}

function failedLine(accountId: string, attempt: number, { message, remedy }: EngineError): string {
  return `imessage: watch.subscribe startup failed attempt=${attempt}/${SUBSCRIBE_ATTEMPTS_MAX} account=${accountId}: ${message} ${remedy}`;
}

function skippedLine(accountId: string, skipped: NonNullable<Start['skipped']>): string {
  const { fromRowid, toRowid, rows } = skipped;
  return `imessage: skipped ${rows} rows older than the recovery window account=${accountId} rowids=${fromRowid}-${toRowid}`;
}
