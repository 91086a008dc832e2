import { parseInstant } from '../../chat-db/read/time.ts';
import type { Options } from '../../command-line/options.ts';
import { type OptionSpec, option } from '../../command-line/signature.ts';
import { invalidDate } from '../../command-line/usage-error.ts';

/** Which messages a command shows. */
export interface MessageFilter {
  /** Senders in whatever case; empty = all. */
  readonly senders: readonly string[];
  /** Unix milliseconds, inclusive and exclusive. */
  readonly startMs: number | null;
  readonly endMs: number | null;
}

/** The options that choose among messages (wire-1.2). */
export const FILTER_OPTIONS: readonly OptionSpec[] = [
  option('participants', 'filter by participant handles', { value: 'list' }),
  option('start', 'ISO8601 start (inclusive)'),
  option('end', 'ISO8601 end (exclusive)'),
];

/** Throws `ImsgError` for a date that is none. */
export function readFilter(options: Options): MessageFilter {
  const handles = options.texts('participants').flatMap((value) => value.split(','));
  return {
    senders: handles.filter(Boolean),
    startMs: instantOption(options, 'start'),
    endMs: instantOption(options, 'end'),
  };
}

function instantOption(options: Options, name: string): number | null {
  const text = options.text(name);
  if (text === null) return null;
  const unixMs = parseInstant(text);
  if (unixMs === null) throw invalidDate(text);
  return unixMs;
}
