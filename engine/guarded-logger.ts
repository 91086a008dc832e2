import type { Logger } from './ports/logger.ts';

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
