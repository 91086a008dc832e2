/** In the order in which they are named. */
export const STYLES = ['bold', 'italic', 'underline', 'strikethrough'] as const;
export type Style = (typeof STYLES)[number];

/** A stretch of a text with styles, in UTF-16 units. */
export interface StyleRange {
  readonly start: number;
  readonly length: number;
  readonly styles: readonly Style[];
}

/** What one message says, as it is shown. */
export interface Words {
  readonly text: string;
  readonly styles: readonly StyleRange[];
}

/** A stretch of a text, from the first unit to behind the last one. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Without white space around it. */
export function trimmed(words: Words): Words {
  const { text } = words;
  const inner = text.trim();
  if (inner === text) return words;
  const start = text.length - text.trimStart().length;
  return piecesOf(words, [{ start, end: start + inner.length }])[0]!;
}

/** Those stretches of it, in their order; styles reach no further than theirs. */
export function piecesOf({ text, styles }: Words, spans: readonly Span[]): Words[] {
  const pieces = spans.map(({ start, end }) => ({
    text: text.slice(start, end),
    styles: [] as StyleRange[],
  }));
  let first = 0;
  for (const range of styles) {
    const rangeEnd = range.start + range.length;
    while (first < spans.length && spans[first]!.end <= range.start) first += 1;
    for (let at = first; at < spans.length && spans[at]!.start < rangeEnd; at += 1) {
      const { start, end } = spans[at]!;
      const from = Math.max(range.start, start);
      const length = Math.min(rangeEnd, end) - from;
      if (length > 0) pieces[at]!.styles.push({ ...range, start: from - start, length });
    }
  }
  return pieces;
}
