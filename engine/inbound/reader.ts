// The reading side of one account: which database it is, from where to read, and the rows as they come.

import { EngineError } from '../errors.ts';
import type { Emit } from '../events.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { Store } from '../store/store.ts';
import type { OwnSends } from './echo.ts';
import { createIntake, type Decided, type Intake } from './intake.ts';
import type { Gate } from './pipeline.ts';
import { openSource, prepareStart } from './recovery.ts';

/** What the reader asks of the child that watches. */
export interface WatchClient {
  /** Null = from the newest row on. */
  subscribe(sinceRowid: number | null): Promise<unknown>;
  pause(): void;
  resume(): void;
}

export interface ReaderOptions {
  readonly accountId: string;
  /** Where the database is, as far as the configuration says. */
  readonly locator: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly own: OwnSends;
  readonly gate: Gate;
  readonly db: MessagesDb | null;
  /** Runs after the commit of a batch, with the source it belongs to; the next batch waits for it. */
  effects(sourceId: string, decided: readonly Decided[]): Promise<void>;
}

export interface Reader {
  /** Identifies the database, before anything is read. Answers its source. */
  open(): Promise<string>;
  /** Subscribes anew: the boundary is captured first, what is still being journalled is finished first. */
  subscribe(client: WatchClient): Promise<void>;
  push(batch: readonly { readonly raw: Uint8Array; readonly payload: unknown }[]): void;
  /** Highest rowid seen, for marking sends where chat.db cannot be asked. */
  readonly highestRowid: number | null;
}

export function createReader(options: ReaderOptions): Reader {
  const { accountId, store, clock, db, logger } = options;
  let intake: Intake | null = null;
  let highestRowid: number | null = null;

  /** Without access to chat.db the engine still reads by way of imsg, only without a boundary (REC-5). */
  const readableDb = async (): Promise<MessagesDb | null> => {
    try {
      await db?.maxRowid();
      return db;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      logger.error(`[${accountId}] ${error.message} ${error.remedy}`);
      return null;
    }
  };
  const open = (readable: MessagesDb | null) =>
    openSource({ ...options, db: readable, nowMs: clock.wallMs() });

  return {
    async open() {
      return (await open(await readableDb())).sourceId;
    },
    async subscribe(client) {
      await intake?.idle();
      const readable = await readableDb();
      const source = await open(readable);
      const { fence, sinceRowid } = await prepareStart(store, source, readable);
      highestRowid = Math.max(source.journalledTo ?? 0, fence.boundary ?? 0) || null;
      const { sourceId } = source;
      intake = createIntake({
        sourceId,
        store,
        signal: options.signal,
        snapshot: () => ({ accountId, fence, own: options.own, gate: options.gate }),
        effects: (decided) => options.effects(sourceId, decided),
        pausePipe: () => client.pause(),
        resumePipe: () => client.resume(),
      });
      await client.subscribe(sinceRowid);
      logger.info(`[${accountId}] watching messages`, { sinceRowid, boundary: fence.boundary });
      options.emit('subscribed', { accountId, sinceRowid, boundary: fence.boundary });
    },
    push(batch) {
      const arrivedAtMs = clock.wallMs();
      intake?.push(batch.map(({ raw, payload }) => ({ raw, payload, arrivedAtMs })));
    },
    get highestRowid() {
      return highestRowid;
    },
  };
}
