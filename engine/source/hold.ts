// A source holds its database against gateways with other stores, whichever file is at its path.

import { EngineError } from '../errors.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { MessagesDb } from '../ports/messages-db.ts';

/** A gateway whose store was taken away lets go within this time. */
const WAIT_MS = 8_000;
const RETRY_MS = 500;

interface HoldOptions {
  readonly db: MessagesDb | null;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** As `EnginePorts.lockSource`. */
  lock(fileKey: string): (() => void) | null;
  /** Another gateway has the database that is there now. */
  onLost(error: EngineError): void;
}

interface Hold {
  /** Holds it, as far as it can be read. Rejects with `source_locked` where another gateway goes on having it. */
  start(): Promise<void>;
  /** Holds the one that is at the path now, as soon as it can be had. False = another gateway has it. */
  look(fileKey: string): boolean;
  /** The same for whatever is there, as it may be read since a moment ago only; before anything is read. */
  lookNow(): Promise<boolean>;
  /** Gives it back. */
  stop(): void;
}

export function createHold({ db, clock, signal, lock, onLost }: HoldOptions): Hold {
  let held: { readonly fileKey: string; release(): void } | null = null;

  const take = (fileKey: string | null) => {
    if (fileKey === null || held?.fileKey === fileKey || signal.aborted) return;
    const release = lock(fileKey);
    // A gateway on the same store has it still.
    if (release === null) return;
    held?.release();
    held = { fileKey, release };
  };

  const look = (fileKey: string | null) => {
    try {
      take(fileKey);
      return true;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      if (!isLocked(error)) return true;
      onLost(error);
      return false;
    }
  };

  return {
    async start() {
      const untilMs = clock.monotonicMs() + WAIT_MS;
      for (;;) {
        try {
          return take((await db?.fileKey()) ?? null);
        } catch (error) {
          if (!isLocked(error) || signal.aborted || clock.monotonicMs() >= untilMs) throw error;
          await sleep(clock, RETRY_MS, signal);
        }
      }
    },
    look,
    lookNow: async () => look((await db?.fileKey()) ?? null),
    stop() {
      held?.release();
      held = null;
    },
  };
}

function isLocked(error: unknown): error is EngineError {
  return error instanceof EngineError && error.code === 'source_locked';
}
