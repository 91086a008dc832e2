// Whether chat.db can be read. Without it the engine still reads by way of imsg, only without a boundary (REC-5).

import { EngineError } from '../errors.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { MessagesDb } from '../ports/messages-db.ts';

/** A file that could be read before is tried so long, since it may be away for a moment only (ruling-29). */
const PATIENCE_MS = 30_000;
const RETRY_MS = 500;

interface AccessOptions {
  readonly ownerId: string;
  readonly db: MessagesDb | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Whether an earlier run could read it. */
  wasReadable(): Promise<boolean>;
}

export interface Access {
  /** Null where it cannot be read right now. */
  now(): Promise<MessagesDb | null>;
  /** Null where it has never been readable, or has not been for a while. */
  patiently(): Promise<MessagesDb | null>;
  /** Whether it is on this machine and can be read right now, of which nothing is told. */
  isThere(): Promise<boolean>;
}

export function createAccess({ ownerId, db, clock, logger, signal, ...options }: AccessOptions): Access {
  let hasRead = false;
  /** The line of the outage that goes on, which is said once however often the file is tried; null = none does. */
  let said: string | null = null;
  /** Null = it could be read. */
  const tried = async (): Promise<EngineError | null> => {
    try {
      await db?.maxRowid();
      hasRead = true;
      return null;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return error;
    }
  };
  const tell = (error: EngineError | null) => {
    const line = error && `[${ownerId}] ${error.message}. ${error.remedy}`;
    if (line !== null && line !== said) logger.error(line);
    if (line === null && said !== null) logger.info(`[${ownerId}] chat.db can be read again`);
    said = line;
    return error ? null : db;
  };

  return {
    now: async () => tell(await tried()),
    isThere: async () => db !== null && (await tried()) === null,
    async patiently() {
      const untilMs = clock.monotonicMs() + PATIENCE_MS;
      let failure = await tried();
      if (failure === null) return db;
      const isPatient = hasRead || (await options.wasReadable());
      while (failure !== null && isPatient && clock.monotonicMs() < untilMs && !signal.aborted) {
        await sleep(clock, RETRY_MS, signal);
        failure = await tried();
      }
      return tell(failure);
    },
  };
}
