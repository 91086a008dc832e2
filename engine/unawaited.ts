// Where everything ends that goes on without anybody waiting for it: one line with a code, never a rejection that is
// left to the process.

import { EngineError } from './errors.ts';
import type { Logger } from './ports/logger.ts';
import { asEngineError, foreignWords, thrownKind } from './thrown.ts';

const WORDS_CHARS_MAX = 1_000;

/**
 * Takes the failure of `running`, which `what` names in the line that tells of it. `vital` = the engine cannot go on
 * without it, and ends.
 */
export type Unawaited = (running: Promise<unknown>, what: string, need?: 'vital') => void;

interface UnawaitedOptions {
  readonly logger: Logger;
  /** Says why the engine ends, and ends it. */
  onFatal(error: EngineError): void;
}

export function createUnawaited({ logger, onFatal }: UnawaitedOptions): Unawaited {
  return (running, what, need) => {
    running.catch((thrown: unknown) => {
      const fault = faultOf(thrown, what);
      logger.debug(`${what}: ${foreignWords(thrown, WORDS_CHARS_MAX)}`);
      if (need === 'vital') onFatal(fault);
      else logger.error(`${fault.message} ${fault.remedy}`, { code: fault.code });
    });
  };
}

/** Words of the engine are told as they are; whatever else was thrown may hold anybody's. */
function faultOf(thrown: unknown, what: string): EngineError {
  const message = `${what} failed (${thrownKind(thrown)}).`;
  return asEngineError(thrown) ?? new EngineError('engine_fault', { message, cause: thrown });
}
