import { EngineError, type ErrorCode } from '../errors.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Store, StoreBackend, StoreKeeper, StoreOwner } from './store.ts';

/** Wait before a failed commit is tried again, doubled up to the second value. */
const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 30_000;
/** How long a start waits for a store that another gateway or program has, and how often it asks meanwhile. */
const OPEN_WAIT_MS = 10_000;
const OPEN_RETRY_MS = 500;

/** What is over after a while, however long it takes. */
const MOMENTARY: ReadonlySet<ErrorCode> = new Set(['store_full', 'store_busy', 'store_failing']);
/** What may be over within the time that a start waits. */
const TAKEN: ReadonlySet<ErrorCode> = new Set(['store_in_use', 'store_busy']);

interface PatienceOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** From its end on nothing is waited for. */
  readonly signal: AbortSignal;
  /** The store is lost for good: nothing that this gateway does can become durable any more. */
  onLost(error: EngineError): void;
}

/**
 * Waits out a store that is full, busy or failing: what is not durable yet simply is not done yet, the pipe fills
 * behind it, and nothing is lost. Whatever else happens to it ends the gateway.
 */
export function createPatience({ clock, logger, signal, onLost }: PatienceOptions): StoreKeeper['failed'] {
  return async (error, failures) => {
    if (signal.aborted) return false;
    const known = asEngineError(error);
    if (!MOMENTARY.has(known.code)) {
      onLost(known);
      return false;
    }
    const delayMs = Math.min(RETRY_FIRST_MS * 2 ** (failures - 1), RETRY_MAX_MS);
    logger.error(
      `store: ${known.message} Trying again in ${delayMs} ms. ${known.remedy} ` +
        'Reading pauses until a commit succeeds; nothing is lost.',
    );
    await sleep(clock, delayMs, signal);
    return !signal.aborted;
  };
}

interface Opening {
  readonly backend: StoreBackend;
  readonly owner: StoreOwner;
  readonly keeper: StoreKeeper;
  readonly clock: Clock;
  readonly logger: Logger;
  /** From its end on nothing is waited for. */
  readonly signal: AbortSignal;
}

/** Opens a store, and waits a while where another gateway or program has it. Rejects as `StoreBackend.open` does. */
export async function openPatiently(opening: Opening): Promise<Store> {
  const { backend, owner, keeper, clock, logger, signal } = opening;
  let isTold = false;
  const untilMs = clock.monotonicMs() + OPEN_WAIT_MS;
  for (;;) {
    try {
      return await backend.open(owner, keeper);
    } catch (error) {
      const mayEnd = error instanceof EngineError && TAKEN.has(error.code);
      if (!mayEnd || signal.aborted || clock.monotonicMs() >= untilMs) throw error;
      if (!isTold) logger.warn(`store: ${error.message} Waiting up to ${OPEN_WAIT_MS} ms for it.`);
      isTold = true;
      await sleep(clock, OPEN_RETRY_MS, signal);
      if (signal.aborted) throw error;
    }
  }
}

function asEngineError(error: Error): EngineError {
  if (error instanceof EngineError) return error;
  return new EngineError('store_unusable', { message: `The store failed: ${error.message}`, cause: error });
}
