// What is shown of a configuration in a chat: no secret, and nothing of other programs.

import JSON5 from 'json5';
import { configSchema } from '../schema.ts';
import { isOurs } from './ours.ts';
import type { Path } from './path.ts';

/** More than fits into one message is cut. */
const LENGTH_MAX = 3_000;
const REDACTED = '[redacted]';
const SECRET_NAME = /secret|token|passw|credential|cookie|api[-_]?key|private[-_]?key|authorization/i;
/** Whatever they hold is meant for a program. */
const SECRET_MAPS: ReadonlySet<string> = new Set(['env', 'headers']);

export function shownText(value: unknown, path: Path): string {
  const text = JSON5.stringify(shown(value, path), { quote: '"', space: 2 });
  const cut = text.length - LENGTH_MAX;
  return cut <= 0 ? text : `${text.slice(0, LENGTH_MAX)}\n… ${cut} more characters. Ask for a path within.`;
}

/** As it may be shown. */
function shown(value: unknown, path: Path): unknown {
  if (!isOurs(configSchema, path)) return '[of another program]';
  if (path.some((key) => SECRET_NAME.test(key) || SECRET_MAPS.has(key))) return redacted(value);
  if (typeof value === 'string') return withoutSecret(value);
  if (Array.isArray(value))
    return value.map((entry, index) =>
      isSecretOption(value[index - 1]) ? REDACTED : shown(entry, [...path, String(index)]),
    );
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, shown(held, [...path, key])]));
}

function redacted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return REDACTED;
  if (Array.isArray(value)) return value.map(redacted);
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, redacted(held)]));
}

/** `--token`, behind which stands one. */
const isSecretOption = (before: unknown) =>
  typeof before === 'string' && /^--?[\w-]+$/.test(before) && SECRET_NAME.test(before);

/** Of an address what stands behind its path, of an option what it is given. */
function withoutSecret(text: string): string {
  const [option = ''] = /^(?:--?)?[\w-]+=/.exec(text) ?? [];
  if (SECRET_NAME.test(option)) return `${option}${REDACTED}`;
  return text
    .replace(/(\b[a-z][\w+.-]*:\/\/)[^\s/@]*@/gi, `$1${REDACTED}@`)
    .replace(/(\b[a-z][\w+.-]*:\/\/[^\s?#]*)\?[^\s#]*/gi, `$1?${REDACTED}`);
}
