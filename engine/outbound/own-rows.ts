import { EngineError } from '../errors.ts';
import { messagesHistory } from '../imsg/methods.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import { normalize } from '../message/normalize.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { OwnRow, ReadOwnRows } from '../wire/outcome.ts';

/** Own rows looked at when a send has to be proved. */
const OWN_ROWS_MAX = 200;
const READ_RETRY_MS = 5_000;

interface ReadOwnRowsOptions {
  /** The child that reads, while it is ready. */
  client(): RpcCaller | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** Asks as often as it takes; every build has `messages.history`, also behind a remote wrapper. */
export function createReadOwnRows({ client, clock, logger, signal }: ReadOwnRowsOptions): ReadOwnRows {
  return async (chatId) => {
    for (;;) {
      const caller = client();
      try {
        if (caller) return ownRowsOf(await messagesHistory(caller, { chatId, limit: OWN_ROWS_MAX }));
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        logger.debug(`imessage: own rows of chat_id:${chatId} could not be read: ${error.message}`);
      }
      await sleep(clock, READ_RETRY_MS, signal);
      if (signal.aborted) return new Promise(() => {});
    }
  };
}

function ownRowsOf(messages: readonly unknown[]): OwnRow[] {
  const rows = messages.flatMap((payload) => {
    const normalized = normalize(payload);
    if (!normalized.ok || !normalized.message.isFromMe) return [];
    const { rowid, guid, text } = normalized.message;
    return guid === null ? [] : [{ rowid, guid, text }];
  });
  return rows.sort((a, b) => a.rowid - b.rowid);
}
