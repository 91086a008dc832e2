// Hosts and agents may throw anything: what holds somebody's words, what is no error, what cannot be made a text.

import { EngineError } from './errors.ts';
import { cleanForeign } from './log-text.ts';

const LOGGED_CHARS_MAX = 300;

/** The error itself, where it is one of the engine's. Never throws, whatever it looks at. */
export function asEngineError(thrown: unknown): EngineError | null {
  try {
    return thrown instanceof EngineError ? thrown : null;
  } catch {
    return null;
  }
}

/** What kind of thing was thrown, which gives nothing away, as it may stand in a log: `TypeError`, `undefined`. */
export function thrownKind(thrown: unknown): string {
  try {
    if (thrown instanceof EngineError) return thrown.code;
    if (!(thrown instanceof Error)) return thrown === null ? 'null' : typeof thrown;
    const { name } = thrown.constructor;
    return /^[A-Za-z_$][\w$]{0,39}$/.test(name) ? name : 'Error';
  } catch {
    return 'object';
  }
}

/** Its own words, which may be anybody's: for events and the store. Never throws. */
export function thrownWords(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    return '';
  }
}

/** The same for a debug line, at most `lengthMax` characters of it. */
export function foreignWords(thrown: unknown, lengthMax = LOGGED_CHARS_MAX): string {
  return cleanForeign(thrownWords(thrown), lengthMax);
}
