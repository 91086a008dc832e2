// What is too long for one message is several (OUT-1 to OUT-3). Lengths are in UTF-16 units.

import type { ChunkMode } from '../../config/config.ts';
import { paragraphsOf } from './paragraphs.ts';
import type { Span } from './words.ts';

/** The stretches of a text that become messages, none longer than the limit; what lies between them is white space. */
export function chunksOf(text: string, limit: number, mode: ChunkMode): Span[] {
  if (text.length <= limit) return [{ start: 0, end: text.length }];
  return mode === 'newline'
    ? byParagraph(text, limit)
    : byLength(text, limit, { start: 0, end: text.length });
}

/** As many paragraphs as go into a message; one that is too long by itself goes by length. */
function byParagraph(text: string, limit: number): Span[] {
  const chunks: Span[] = [];
  let open: Span | null = null;
  for (const { start, end: endsAt } of paragraphsOf(text)) {
    const end = trimmedEnd(text, start, endsAt);
    if (open && end - open.start <= limit) {
      open = { start: open.start, end };
      continue;
    }
    if (open) chunks.push(open);
    open = end - start <= limit ? { start, end } : null;
    if (!open) chunks.push(...byLength(text, limit, { start, end }));
  }
  return open ? [...chunks, open] : chunks;
}

function byLength(text: string, limit: number, { start, end }: Span): Span[] {
  const chunks: Span[] = [];
  const closedAt = closedBrackets(text, { start, end });
  for (let from = start; from < end; ) {
    const cut = end - from <= limit ? end : breakIn(text, from, limit, closedAt);
    const to = trimmedEnd(text, from, cut);
    if (to > from) chunks.push({ start: from, end: to });
    from = cut;
    while (from < end && isBlank(text, from)) from += 1;
  }
  return chunks;
}

/** Where brackets end, by where they begin: one that stands alone, as in a smiley, parts nothing off. */
function closedBrackets(text: string, { start, end }: Span): ReadonlyMap<number, number> {
  const open: number[] = [];
  const closedAt = new Map<number, number>();
  for (let at = start; at < end; at += 1) {
    if (text[at] === '(') open.push(at);
    const begin = text[at] === ')' ? open.pop() : undefined;
    if (begin !== undefined) closedAt.set(begin, at);
  }
  return closedAt;
}

/**
 * Where a text that is longer than the limit is cut, from there on: at the last line break, else at the last blank, neither within
 * brackets, else at the limit, but not within a character.
 */
function breakIn(text: string, from: number, limit: number, closedAt: ReadonlyMap<number, number>): number {
  let [line, blank, heldTo] = [from, from, from];
  for (let at = from; at < from + limit; at += 1) {
    heldTo = Math.max(heldTo, closedAt.get(at) ?? 0);
    if (at <= heldTo) continue;
    if (text[at] === '\n') line = at;
    else if (isBlank(text, at)) blank = at;
  }
  if (line > from || blank > from) return line > from ? line : blank;
  const cut = from + limit;
  if (!isWithinCharacter(text, cut)) return cut;
  // One that is longer than the limit goes whole.
  return limit > 1 ? cut - 1 : cut + 1;
}

function isWithinCharacter(text: string, at: number): boolean {
  const isHigh = (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
  return isHigh && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}

const isBlank = (text: string, at: number) => /\s/.test(text[at]!);

function trimmedEnd(text: string, start: number, end: number): number {
  let to = end;
  while (to > start && isBlank(text, to - 1)) to -= 1;
  return to;
}
