import { paragraphsOf } from './paragraphs.ts';

/** Messages that one reply becomes at most; what is left is the last of them. */
export const BUBBLES_MAX = 8;

/** The paragraphs of a text, as messages of their own. */
export function bubblesOf(text: string): string[] {
  const spans = paragraphsOf(text);
  const left = spans.slice(BUBBLES_MAX - 1);
  const alone = spans.slice(0, BUBBLES_MAX - 1);
  const last = left.length === 0 ? [] : [{ start: left[0]!.start, end: left.at(-1)!.end }];
  return [...alone, ...last].map(({ start, end }) => text.slice(start, end).trim());
}
