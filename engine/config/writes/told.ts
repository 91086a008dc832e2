// What `/config` is told to do.

import JSON5 from 'json5';
import { hasNobodysKey, type Path, readPath } from './path.ts';

export type Told =
  | { readonly does: 'show' | 'unset'; readonly path: Path }
  | { readonly does: 'set'; readonly path: Path; readonly value: unknown };

const ACTION = /^(show|set|unset)(?:\s+([\s\S]*))?$/i;
/** A number to everybody but a person who is called by it. */
const PHONE_NUMBER = /^\+\d+$/;
const DOUBLE = /[“”„]/g;
const SINGLE = /[‘’]/g;

/** Null = it is none of the three. Without anything it shows all. */
export function toldBy(words: string): Told | null {
  const [, action = '', rest = ''] = ACTION.exec(words === '' ? 'show' : words) ?? [];
  const does = action.toLowerCase();
  if (does === 'show' && rest === '') return { does, path: [] };
  const read = readPath(rest.trim());
  if (read === null) return null;
  const { path } = read;
  const behind = read.rest.trim();
  if (does === 'set') {
    if (!behind.startsWith('=')) return null;
    const value = valueIn(behind.slice(1).trim());
    return value === undefined || hasNobodysKey(value) ? null : { does, path, value };
  }
  if (behind !== '' || (does !== 'show' && does !== 'unset')) return null;
  return { does, path };
}

/** JSON5, else text. The quotation marks that a phone makes count as those of a keyboard. Undefined = nothing. */
function valueIn(written: string): unknown {
  if (written === '') return undefined;
  if (PHONE_NUMBER.test(written)) return written;
  for (const text of [written, written.replace(DOUBLE, '"').replace(SINGLE, "'")]) {
    try {
      return JSON5.parse(text) as unknown;
    } catch {
      // Text, then.
    }
  }
  return written;
}
