// Keeps one watch alive on whatever child there is: subscribed once, and anew whenever the stream has ended,
// overflowed, gone deaf, or the machine has slept.

import { EngineError } from '../errors.ts';
import type { Emit } from '../events.ts';
import { foreignJson } from '../imsg/foreign.ts';
import { messagesAfter, watchSubscribe, watchUnsubscribe } from '../imsg/methods.ts';
import type { RpcClient } from '../imsg/rpc-client.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { SubscriptionStatus } from '../status.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Reader } from './reader.ts';
import type { Start } from './recovery.ts';

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
  /** Subscribes anew from the last settled row, with a new boundary (ruling-2). */
  renew(reason: string): void;
  /** The stream overflowed: what it left out is read page by page first (wire-2.7). */
  overflowed(resumeAfterRowid: number): void;
}

export function createSubscription(options: SubscriptionOptions): Subscription {
  const { accountId, reader, logger, clock, ending } = options;
  let client: RpcClient | null = null;
  let current: number | null = null;
  let asked: Pick<SubscriptionStatus, 'sinceRowid' | 'boundary'> = { sinceRowid: null, boundary: null };
  /** One change of the subscription at a time, in the order in which they became necessary. */
  let work: Promise<void> = Promise.resolve();

  const unsubscribe = async (on: RpcClient) => {
    if (current === null) return;
    const ended = current;
    current = null;
    // A stream that has ended by itself may be unknown to imsg by now.
    await watchUnsubscribe(on, ended).catch(() => {});
  };
  const subscribe = async (on: RpcClient) => {
    await unsubscribe(on);
    const { fence, sinceRowid, skipped } = await reader.begin(on);
    if (skipped) logger.warn(skippedLine(accountId, skipped));
    asked = { sinceRowid, boundary: fence.boundary };
    current = (await watchSubscribe(on, { sinceRowid, attachments: options.attachments() })).subscription;
    logger.info(`[${accountId}] watching messages`, { sinceRowid, boundary: fence.boundary });
    options.emit('subscribed', { accountId, sinceRowid, boundary: fence.boundary });
  };
  const subscribePatiently = async (on: RpcClient) => {
    for (let attempt = 1; client === on && !ending.aborted; attempt += 1) {
      try {
        return await subscribe(on);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        if (client !== on || ending.aborted) return;
        logger.error(
          `imessage: watch.subscribe startup failed attempt=${attempt}/${SUBSCRIBE_ATTEMPTS_MAX} account=${accountId}: ${error.message} ${error.remedy}`,
        );
        if (attempt === SUBSCRIBE_ATTEMPTS_MAX) return options.restartChild(error);
        await sleep(clock, SUBSCRIBE_RETRY_MS, ending);
      }
    }
  };
  /** Page by page, each journalled before the next is asked for. */
  const catchUp = async (on: RpcClient, afterRowid: number) => {
    const { pageRows: limit } = options;
    for (let sinceRowid = afterRowid; client === on && !ending.aborted; ) {
      const page = await messagesAfter(on, { sinceRowid, attachments: options.attachments(), limit });
      const arrivedAtMs = clock.wallMs();
      reader.push(page.messages.map((payload) => ({ raw: asNotification(payload), payload, arrivedAtMs })));
      await reader.idle();
      if (!page.hasMore) return;
      sinceRowid = page.nextRowid;
    }
  };
  const enqueue = (change: (on: RpcClient) => Promise<void>) => {
    const on = client;
    if (!on) return;
    const run = async () => (client === on && !ending.aborted ? change(on) : undefined);
    work = work.then(run);
    options.unawaited(work, 'subscribing', 'vital');
  };

  return {
    snapshot: () => ({ ...asked, isSubscribed: client !== null && current !== null }),
    attach(attached) {
      client = attached;
      current = null;
      enqueue(subscribePatiently);
    },
    detach() {
      client = null;
    },
    renew(reason) {
      logger.warn(`imessage: subscribing again account=${accountId}: ${reason}`);
      enqueue(subscribePatiently);
    },
    overflowed(resumeAfterRowid) {
      current = null;
      logger.warn(`imessage: watch overflowed account=${accountId}, reading on from row ${resumeAfterRowid}`);
      enqueue(async (on) => {
        try {
          await catchUp(on, resumeAfterRowid);
        } catch (error) {
          // The new subscription replays from the cursor anyway; paging only keeps it short.
          if (!(error instanceof EngineError)) throw error;
          logger.warn(`imessage: messages.after failed account=${accountId}: ${error.message}`);
        }
        await subscribePatiently(on);
      });
    },
  };
}

function skippedLine(accountId: string, skipped: NonNullable<Start['skipped']>): string {
  const { fromRowid, toRowid, rows } = skipped;
  return `imessage: skipped ${rows} rows older than the recovery window account=${accountId} rowids=${fromRowid}-${toRowid}`;
}

/** Rows that came as an answer are journalled in the form of those that come as notifications. */
function asNotification(message: unknown): Uint8Array {
  return Buffer.from(`{"jsonrpc":"2.0","method":"message","params":{"message":${foreignJson(message)}}}`);
}
