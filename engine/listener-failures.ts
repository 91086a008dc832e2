import { EngineError } from './errors.ts';
import type { EngineEventName } from './events.ts';
import { cleanForeign } from './log-text.ts';
import type { Logger } from './ports/logger.ts';
import { thrownKind, thrownWords } from './thrown.ts';

const WORDS_CHARS_MAX = 1_000;

/** Tells of the first failure of a listener for each event; the words of all of them are in the debug log. */
export function listenerFailures(logger: Logger): (name: EngineEventName, thrown: unknown) => void {
  const told = new Set<EngineEventName>();
  return (name, thrown) => {
    logger.debug(`a listener for "${name}": ${cleanForeign(thrownWords(thrown), WORDS_CHARS_MAX)}`);
    if (told.has(name)) return;
    told.add(name);
    const { code, remedy } = new EngineError('listener_failed');
    logger.error(`A listener for "${name}" failed (${thrownKind(thrown)}). ${remedy}`, { code });
  };
}
