// What operators read must give nothing away: no words of people, no full address, nothing that forges a line.

import { type Addressed, addressFinder } from './addresses.ts';
import type { Finding, History, RowVersion } from './history.ts';
import { shortTextFinder } from './short-texts.ts';
import { textFinder } from './text-finder.ts';

/** Shorter texts occur in any prose: they are looked for where a line shows them by themselves. */
const BODY_MIN = 8;
/** What begins a line of its own, moves the cursor, turns the direction, or cannot be seen. */
const FORGING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
  /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]|\p{Cs}/u;
/** No line of a log is so long, whatever people send. */
const LINE_MAX = 2_000;
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
    if (FORGING.test(message))
      return [{ clause: 'privacy', text: `a ${level} line holds control characters` }];
    if (message.length > LINE_MAX)
      return [{ clause: 'privacy', text: `a ${level} line has ${message.length} characters` }];
    if (!SHOWN.has(level)) return [];
    if (holdsBody(message) || showsShort(message))
      return [{ clause: 'privacy', text: `a ${level} line holds words of a message` }];
    if (holdsAddress(message)) return [{ clause: 'privacy', text: `a ${level} line holds a full address` }];
    return [];
  });
}
