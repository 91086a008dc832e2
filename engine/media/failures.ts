// What went wrong with a file, as it may be told: errors of the system carry whole paths, in which the names are those that
// senders gave their files.

import type { Logger } from '../ports/logger.ts';
import { systemCode, systemRemedy } from '../ports/system-failures.ts';
import { foreignWords, thrownKind } from '../thrown.ts';

interface MediaFailureOptions {
  /** Whether the file may still come. Default false. */
  readonly absent?: boolean;
  readonly cause?: unknown;
}

/** In words that may stand in a log: they name no path and nobody. */
export class MediaFailure extends Error {
  readonly isAbsent: boolean;

  constructor(message: string, { absent = false, cause }: MediaFailureOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.isAbsent = absent;
  }
}

/** Warns with what helps; the words of the system are for debugging alone. */
export function logFailure(logger: Logger, what: string, error: unknown): void {
  const isOurs = error instanceof MediaFailure;
  logger.warn(`imessage: ${what}: ${isOurs ? error.message : systemWords(error)}`);
  const foreign = isOurs ? error.cause : error;
  if (foreign !== undefined) logger.debug(`imessage: ${what}: ${foreignWords(foreign)}`);
}

function systemWords(error: unknown): string {
  const code = systemCode(error);
  if (code === '') return thrownKind(error);
  const remedy = systemRemedy(code);
  return remedy === null ? code : `${code}. ${remedy}`;
}
