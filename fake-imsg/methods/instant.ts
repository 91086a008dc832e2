import { parseInstant } from '../chat-db/read/time.ts';
import { Outcome } from '../program/outcomes.ts';
import type { Params } from '../wire/params.ts';

/** An ISO 8601 parameter as Unix milliseconds; null when absent. Throws `Outcome` for anything else. */
export function instantParam(params: Params, name: string): number | null {
  const text = params.string(name);
  if (text === null) return null;
  const unixMs = parseInstant(text);
  if (unixMs === null) throw new Outcome({ kind: 'badDate', text });
  return unixMs;
}
