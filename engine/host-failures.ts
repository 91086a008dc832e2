// The program that embeds an engine may throw in its listeners and its logger: that is its own failure, and stops nothing.

import { EngineError } from './errors.ts';
import type { EngineEventName } from './events.ts';
import type { Logger } from './ports/logger.ts';
import { foreignWords, thrownKind } from './thrown.ts';

const WORDS_CHARS_MAX = 1_000;

/** Tells of the first failure of a listener for each event; the words of all of them are in the debug log. */
export function listenerFailures(logger: Logger): (name: EngineEventName, thrown: unknown) => void {
  const told = new Set<EngineEventName>();
  return (name, thrown) => {
    logger.debug(`a listener for "${name}": ${foreignWords(thrown, WORDS_CHARS_MAX)}`);
    if (told.has(name)) return;
    told.add(name);
    const { code, remedy } = new EngineError('listener_failed');
    logger.error(`A listener for "${name}" failed (${thrownKind(thrown)}). ${remedy}`, { code });
  };
}

/** The same logger, whose own failures stop nothing: a line that cannot be written is lost. */
export function guardedLogger(logger: Logger): Logger {
  const write =
    (level: keyof Logger): Logger[keyof Logger] =>
    (message, fields) => {
      try {
        logger[level](message, fields);
      } catch {
        // There is nowhere left to tell of it.
      }
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
