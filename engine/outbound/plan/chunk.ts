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
  for (let from = start; from < end; ) {
    const cut = end - from <= limit ? end : from + breakIn(text.slice(from, from + limit + 1), limit);
    const to = trimmedEnd(text, from, cut);
    if (to > from) chunks.push({ start: from, end: to });
    from = cut;
    while (from < end && isBlank(text, from)) from += 1;
  }
  return chunks;
}

/**
 * Where a text that is longer than the limit is cut: at the last line break, else at the last blank, neither within
 * brackets, else at the limit, but not within a character. `window` = the units up to the limit, and the one behind it.
 */
function breakIn(window: string, limit: number): number {
  let [line, blank, depth] = [0, 0, 0];
  for (let at = 0; at < limit; at += 1) {
    const unit = window[at]!;
    if (unit === '(') depth += 1;
    else if (unit === ')') depth = Math.max(0, depth - 1);
    else if (depth > 0 || at === 0) continue;
    else if (unit === '\n') line = at;
    else if (isBlank(window, at)) blank = at;
  }
  if (line > 0 || blank > 0) return line > 0 ? line : blank;
  if (!isWithinCharacter(window, limit)) return limit;
  // One that is longer than the limit goes whole.
  return limit > 1 ? limit - 1 : limit + 1;
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
