// Behind a remote wrapper nobody looks into chat.db: whether the watch still tells of what is there, imsg itself is asked
// now and then, in a way of its own (A2). Whether it answers at all comes out by the way.

import { status } from '../imsg/handshake.ts';
import { messagesAfter } from '../imsg/methods.ts';
import type { RpcClient } from '../imsg/rpc-client.ts';
import { claimedRowid } from '../message/claimed-rowid.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import { TOLD_WITHIN_MS } from './delivery-probe.ts';

interface DeafnessOptions {
  readonly clock: Clock;
  readonly ending: AbortSignal;
  /** Whether its build tells rows page by page: of another only that it answers can be known. */
  hasPages(): boolean;
  /** Highest rowid that has come by the watch, or is known to be missing. */
  seenTo(): number | null;
  onDeaf(seenRowid: number, newestRowid: number): void;
}

/** Asks; rejects with an `EngineError` where there was no answer. */
export function createDeafness(options: DeafnessOptions): (client: RpcClient) => Promise<void> {
  const { clock, ending, seenTo } = options;
  /** Rows up to here were there at an earlier look and did not come after it either: there is nothing to be heard. */
  let askedTo = 0;
  return async (client) => {
    const seen = seenTo();
    if (seen === null || !options.hasPages()) return void (await status(client));
    const sinceRowid = Math.max(seen, askedTo);
    const { messages } = await messagesAfter(client, { sinceRowid, attachments: false, limit: 1 });
    const rowid = claimedRowid(messages[0]);
    if (rowid === null || rowid <= sinceRowid) return;
    await sleep(clock, TOLD_WITHIN_MS, ending);
    if (ending.aborted || (seenTo() ?? rowid) >= rowid) return;
    askedTo = rowid;
    options.onDeaf(seen, rowid);
  };
}
