// Where a database ends, by what imsg tells: for a boundary where chat.db cannot be read (ruling-29).

import type { AccountConfig } from '../config/config.ts';
import { EngineError } from '../errors.ts';
import type { RpcCaller, RpcClient } from '../imsg/rpc-client.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { SourceState } from '../store/commands/sources.ts';
import { isSameOverWire } from './marks.ts';
import { readPages } from './pages.ts';

/** The watch does not begin before the answer, so nobody waits for it longer. */
const PAGES_MAX_MS = 30_000;

interface EndOverWireOptions {
  readonly owner: Pick<AccountConfig, 'accountId' | 'recovery'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The child that reads; null while it is not there. */
  client(): RpcClient | null;
  /** Whether its build tells rows page by page. */
  hasPages(): boolean;
}

interface End {
  /** The highest of the database. */
  readonly rowid: number;
  /** Whether rows that it is known by stand there: else another one may have taken its place, which nobody can see. */
  readonly isSame: boolean;
}

/** Where a database ends that has been read up to its cursor; null = nobody says, which is told. */
export type EndOverWire = (source: SourceState & { readonly settledTo: number }) => Promise<End | null>;

export function createEndOverWire(options: EndOverWireOptions): EndOverWire {
  const { owner, clock, logger } = options;
  const ask = async (client: RpcClient, afterRowid: number) => {
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
  return async ({ settledTo, marks }) => {
    const client = options.hasPages() ? options.client() : null;
    const rowid = client && (await ask(client, settledTo));
    if (client === null || rowid === null) {
      logger.warn(
        `[${owner.accountId}] Where chat.db ends is not known: it cannot be read, and imsg does not tell. What was ` +
          'missed is answered only if it is less than 15 minutes old.',
      );
      return null;
    }
    const isSame = await isProven(marks, client);
    if (!isSame)
      logger.warn(
        `[${owner.accountId}] Nobody can say whether chat.db is the one that was read before: it cannot be read, and imsg ` +
          'tells none of the rows that it is known by. What was missed is answered only if it is dated after the last look.',
      );
    return { rowid, isSame };
  };
}

async function isProven(marks: SourceState['marks'], client: RpcCaller): Promise<boolean> {
  try {
    return await isSameOverWire(marks, client);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return false;
  }
}
