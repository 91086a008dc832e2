import type { EventEmitter } from 'node:events';
import { EngineError } from '../errors.ts';
import type { Logger } from '../ports/logger.ts';
import { foreignWords, thrownKind } from '../thrown.ts';

const WORDS_CHARS_MAX = 2_000;

/**
 * What nothing has taken care of ends the process, as it would anyhow, but with one line and a code, and not in its own
 * words, which may be anybody's.
 */
export function endOnEscapes(
  source: Pick<EventEmitter, 'on' | 'off'>,
  logger: Pick<Logger, 'error' | 'debug'>,
  end: () => void,
): { /** Leaves it to the process again. */ release(): void } {
  const onEscape = (thrown: unknown) => {
    const { code, remedy } = new EngineError('engine_fault');
    logger.debug(`gateway: ${foreignWords(thrown, WORDS_CHARS_MAX)}`);
    logger.error(`gateway: ended by a fault of its own (${thrownKind(thrown)}). ${remedy}`, { code });
    end();
  };
  // A rejection that nobody takes comes as one of these, too.
  source.on('uncaughtException', onEscape);
  return { release: () => source.off('uncaughtException', onEscape) };
}
