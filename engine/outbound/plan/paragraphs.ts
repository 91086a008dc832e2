import { CODE_BLOCK } from '../../message/code.ts';
import type { Span } from './words.ts';

const CODE_OR_BLANK = new RegExp(`${CODE_BLOCK}|(\\n[\\t ]*\\n+)`, 'g');

/** What stands between blank lines, in its order; those within code part nothing (OUT-3). */
export function paragraphsOf(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const { index, 0: whole, 1: blank } of text.matchAll(CODE_OR_BLANK)) {
    if (blank === undefined) continue;
    spans.push({ start, end: index });
    start = index + whole.length;
  }
  spans.push({ start, end: text.length });
  return spans.filter(({ start: from, end }) => text.slice(from, end).trim() !== '');
}
