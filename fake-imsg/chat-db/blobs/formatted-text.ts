import type { BodyPiece, TextStyle } from './body-pieces.ts';

/** A stretch of text with styles, in UTF-16 units. */
export interface FormatRange {
  readonly start: number;
  readonly length: number;
  readonly styles: readonly string[];
}

const STYLES: readonly TextStyle[] = ['bold', 'italic', 'underline', 'strikethrough'];

/** Reads ranges as the helper in Messages does: what is malformed or reaches beyond the text counts for nothing. */
export function formatRanges(value: unknown, textLength: number): FormatRange[] {
  if (!Array.isArray(value)) return [];
  return value.filter((range: Partial<FormatRange> | null): range is FormatRange => {
    const { start, length, styles } = range ?? {};
    if (typeof start !== 'number' || typeof length !== 'number' || !Array.isArray(styles)) return false;
    return start >= 0 && length > 0 && start + length <= textLength;
  });
}

/** The pieces of a text with formatted stretches, which may overlap. */
export function formattedPieces(text: string, ranges: readonly FormatRange[]): BodyPiece[] {
  const edges = [0, text.length, ...ranges.flatMap(({ start, length }) => [start, start + length])];
  const cuts = [...new Set(edges)].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index): BodyPiece => {
    const piece = { text: text.slice(from, cuts[index + 1]) };
    const covering = ranges.filter(({ start, length }) => start <= from && from < start + length);
    const styles = STYLES.filter((style) => covering.some((range) => range.styles.includes(style)));
    return styles.length === 0 ? piece : { ...piece, styles };
  });
}
