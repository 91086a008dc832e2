// Rows asked for page by page, on builds that have `messages.after`.

import { EngineError } from '../errors.ts';
import { unexpected } from '../imsg/answers.ts';
import { foreignJson } from '../imsg/foreign.ts';
import { type AfterPage, type AfterRequest, messagesAfter } from '../imsg/methods.ts';
import type { RpcClient } from '../imsg/rpc-client.ts';
import type { Arrival } from '../message/message.ts';
import type { Clock } from '../ports/clock.ts';

type PagesClient = Pick<RpcClient, 'call' | 'counts'>;

interface PagesRequest {
  /** Exclusive. */
  readonly afterRowid: number;
  /** Nothing is asked for behind it. Default: up to the end. */
  readonly toRowid?: number;
  readonly attachments: boolean;
  /** Rows per page. */
  readonly limit: number;
  /** Whether nobody wants the rest. */
  isOver(): boolean;
}

/**
 * Each page is taken before the next is asked for; one that is too long in smaller ones, which grow again, and a row that is so by itself is
 * passed over. Answers the rowid at which the rows end; null where it was over before.
 * Rejects with `rpc_unexpected` where a page brings nothing new.
 */
export async function readPages(
  client: PagesClient,
  request: PagesRequest,
  clock: Clock,
  take: (page: readonly Arrival[]) => Promise<unknown>,
): Promise<number | null> {
  const { attachments, toRowid = Number.POSITIVE_INFINITY } = request;
  let { limit } = request;
  let passedOver = 1;
  for (let sinceRowid = request.afterRowid; !request.isOver(); ) {
    const page = await pageOf(client, { sinceRowid, attachments, limit });
    if (page === null && limit > 1) {
      limit = Math.ceil(limit / 2);
      continue;
    }
    if (page === null) {
      // Which row it is nobody says: the rowids behind may be gone, and what is passed over besides is asked for again.
      sinceRowid += passedOver;
      passedOver *= 2;
      if (sinceRowid >= toRowid) return sinceRowid;
      continue;
    }
    limit = Math.min(limit * 2, request.limit);
    passedOver = 1;
    const arrivedAtMs = clock.wallMs();
    await take(page.messages.map((payload) => ({ raw: asNotification(payload), payload, arrivedAtMs })));
    if (!page.hasMore || page.nextRowid >= toRowid) return page.nextRowid;
    if (page.nextRowid <= sinceRowid) throw unexpected('messages.after', 'a next_rowid above since_rowid');
    sinceRowid = page.nextRowid;
  }
  return null;
}

/** Null = its line was too long to be read. */
async function pageOf(client: PagesClient, request: AfterRequest): Promise<AfterPage | null> {
  const before = client.counts().oversize;
  try {
    return await messagesAfter(client, request);
  } catch (error) {
    const isTooLong = error instanceof EngineError && error.code === 'rpc_timeout';
    if (!isTooLong || client.counts().oversize === before) throw error;
    return null;
  }
}

/** Rows that came as an answer are journalled in the form of those that come as notifications. */
function asNotification(message: unknown): Uint8Array {
  return Buffer.from(`{"jsonrpc":"2.0","method":"message","params":{"message":${foreignJson(message)}}}`);
}
