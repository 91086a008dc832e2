import { parseInstant } from '../chat-db/read-time.ts';
import { invalidParams } from './outcomes.ts';
import type { Params } from './params.ts';

/** An ISO 8601 parameter as Unix milliseconds; null when absent. Throws `Outcome` for anything else. */
export function instantParam(params: Params, name: string): number | null {
  const text = params.string(name);
  if (text === null) return null;
  const unixMs = parseInstant(text);
  if (unixMs === null) throw invalidParams(`Invalid ISO8601 date: ${text}`);
  return unixMs;
}
