// Rows asked for page by page, on builds that have `messages.after`.

import { unexpected } from '../imsg/answers.ts';
import { foreignJson } from '../imsg/foreign.ts';
import { messagesAfter } from '../imsg/methods.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import type { Arrival } from '../message/message.ts';
import type { Clock } from '../ports/clock.ts';

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
 * Each page is taken before the next is asked for. Answers the rowid at which the rows end; null where it was over before.
 * Rejects with `rpc_unexpected` where a page brings nothing new.
 */
export async function readPages(
  client: RpcCaller,
  request: PagesRequest,
  clock: Clock,
  take: (page: readonly Arrival[]) => Promise<unknown>,
): Promise<number | null> {
  const { attachments, limit, toRowid = Number.POSITIVE_INFINITY } = request;
  for (let sinceRowid = request.afterRowid; !request.isOver(); ) {
    const page = await messagesAfter(client, { sinceRowid, attachments, limit });
    const arrivedAtMs = clock.wallMs();
    await take(page.messages.map((payload) => ({ raw: asNotification(payload), payload, arrivedAtMs })));
    if (!page.hasMore || page.nextRowid >= toRowid) return page.nextRowid;
    if (page.nextRowid <= sinceRowid) throw unexpected('messages.after', 'a next_rowid above since_rowid');
    sinceRowid = page.nextRowid;
  }
  return null;
}

/** Rows that came as an answer are journalled in the form of those that come as notifications. */
function asNotification(message: unknown): Uint8Array {
  return Buffer.from(`{"jsonrpc":"2.0","method":"message","params":{"message":${foreignJson(message)}}}`);
}
