// What operators read must give nothing away: no words of people, no full address, nothing that forges a line.

import { type Addressed, addressFinder } from './addresses.ts';
import type { Finding, History, RowVersion } from './history.ts';
import { shortTextFinder } from './short-texts.ts';
import { textFinder } from './text-finder.ts';

/** Shorter texts occur in any prose: they are looked for where a line shows them by themselves. */
const BODY_MIN = 8;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
const FORGING = /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const SHOWN: ReadonlySet<string> = new Set(['info', 'warn', 'error', 'fatal']);

/** What was written, said and logged. */
export interface Said extends Pick<History, 'log'> {
  readonly rows: readonly (Addressed & { readonly versions: readonly Pick<RowVersion, 'text'>[] })[];
  readonly calls: readonly Pick<History['calls'][number], 'pieces' | 'replies'>[];
}

export function lineFindings({ log, rows, calls }: Said): Finding[] {
  const bodies = new Set<string>();
  for (const { versions } of rows) for (const { text } of versions) bodies.add(text.trim());
  for (const { pieces = [], replies } of calls)
    for (const said of [...pieces.map(({ text }) => text), ...(replies ?? [])]) bodies.add(said.trim());
  const holdsBody = textFinder(bodies, BODY_MIN);
  const showsShort = shortTextFinder(bodies, BODY_MIN);
  const holdsAddress = addressFinder(rows);
  return log.flatMap(({ level, message }): Finding[] => {
    if (!SHOWN.has(level)) return [];
    if (FORGING.test(message))
      return [{ clause: 'privacy', text: `a ${level} line holds control characters` }];
    if (holdsBody(message) || showsShort(message))
      return [{ clause: 'privacy', text: `a ${level} line holds words of a message` }];
    if (holdsAddress(message)) return [{ clause: 'privacy', text: `a ${level} line holds a full address` }];
    return [];
  });
}
