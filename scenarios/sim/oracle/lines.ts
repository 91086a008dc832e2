// What operators read must give nothing away: no words of people, no full address, nothing that forges a line.

import type { Finding, History } from './history.ts';

/** Shorter texts occur in any prose. */
const BODY_MIN = 8;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
const FORGING = /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const SHOWN: ReadonlySet<string> = new Set(['info', 'warn', 'error', 'fatal']);

export function lineFindings({ log, rows, calls }: History): Finding[] {
  const bodies = new Set<string>();
  const handles = new Set<string>();
  const add = (text: string) => {
    if (text.trim().length >= BODY_MIN) bodies.add(text.trim());
  };
  for (const { versions, sender } of rows) {
    for (const { text } of versions) add(text);
    if (sender !== null) handles.add(sender);
  }
  for (const { replies } of calls) for (const reply of replies ?? []) add(reply);
  const findBody = anyOf(bodies);
  const findHandle = anyOf(handles);
  return log.flatMap(({ level, message }): Finding[] => {
    if (!SHOWN.has(level)) return [];
    if (FORGING.test(message))
      return [{ clause: 'privacy', text: `a ${level} line holds control characters` }];
    if (findBody?.test(message))
      return [{ clause: 'privacy', text: `a ${level} line holds words of a message` }];
    if (findHandle?.test(message))
      return [{ clause: 'privacy', text: `a ${level} line holds a full address` }];
    return [];
  });
}

/** Texts of which one is searched for at once: enough to catch a leak, few enough for a long run. */
const TEXTS_MAX = 200;

function anyOf(texts: ReadonlySet<string>): RegExp | null {
  if (texts.size === 0) return null;
  const escaped = [...texts].slice(0, TEXTS_MAX).map((text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
  return new RegExp(escaped.join('|'), 'u');
}
