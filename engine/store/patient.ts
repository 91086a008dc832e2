import { EngineError } from '../errors.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { CommandName, Store } from './store.ts';
import { COMMAND_NAMES } from './store.ts';

/** Wait before a failed commit is tried again, doubled up to the second value. */
const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 30_000;

interface PatientOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Another gateway owns the store: nothing this one does can become durable any more. */
  onFatal(error: EngineError): void;
}

/**
 * A store whose commands wait out a full disk instead of failing: what is not durable yet simply is not done
 * yet, the pipe fills behind it, and nothing is lost. After `signal` or a fatal error commands never settle,
 * as they would not in a process that has ended.
 */
export function createPatientStore(store: Store, options: PatientOptions): Store {
  let failure: string | null = null;
  const patient = (name: CommandName) => async (input: never) => {
    for (let delayMs = RETRY_FIRST_MS; ; delayMs = Math.min(delayMs * 2, RETRY_MAX_MS)) {
      try {
        const result = await store[name](input);
        failure = null;
        return result;
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        if (error.code === 'store_owner_lost') options.onFatal(error);
        else if (error.code === 'store_full') {
          failure = error.code;
          options.logger.error(`store: ${error.message} Trying again in ${delayMs} ms. ${error.remedy}`);
          await sleep(options.clock, delayMs, options.signal);
          if (!options.signal.aborted) continue;
        } else if (error.code !== 'store_closed') throw error;
        return new Promise<never>(() => {});
      }
    }
  };
  const commands = Object.fromEntries(COMMAND_NAMES.map((name) => [name, patient(name)]));
  const snapshot = () => ({ ...store.snapshot(), failure });
  return { ...commands, epoch: store.epoch, snapshot, close: () => store.close() } as unknown as Store;
}
