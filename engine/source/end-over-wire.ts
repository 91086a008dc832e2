// Where a database ends, by what imsg tells: for a boundary where chat.db cannot be read (ruling-29).

import type { AccountConfig } from '../config/config.ts';
import { EngineError } from '../errors.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { readPages } from './pages.ts';

/** The watch does not begin before the answer, so nobody waits for it longer. */
const PAGES_MAX_MS = 30_000;

interface EndOverWireOptions {
  readonly owner: Pick<AccountConfig, 'accountId' | 'recovery'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The child that reads; null while it is not there. */
  client(): RpcCaller | null;
  /** Whether its build tells rows page by page. */
  hasPages(): boolean;
}

/** The highest rowid of the database, of which those up to `afterRowid` are known; null = nobody says, which is told. */
export type EndOverWire = (afterRowid: number) => Promise<number | null>;

export function createEndOverWire(options: EndOverWireOptions): EndOverWire {
  const { owner, clock, logger } = options;
  const ask = async (client: RpcCaller, afterRowid: number) => {
    const untilMs = clock.monotonicMs() + PAGES_MAX_MS;
    const isOver = () => options.client() !== client || clock.monotonicMs() >= untilMs;
    const request = { afterRowid, attachments: false, limit: owner.recovery.pageRows, isOver };
    try {
      return await readPages(client, request, clock, async () => {});
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return null;
    }
  };
  return async (afterRowid) => {
    const client = options.hasPages() ? options.client() : null;
    const end = client && (await ask(client, afterRowid));
    if (end === null)
      logger.warn(
        `[${owner.accountId}] Where chat.db ends is not known: it cannot be read, and imsg does not tell. What was ` +
          'missed is answered only if it is less than 15 minutes old.',
      );
    return end;
  };
}
