// Tags of which a text speaks: they are words of a sentence, and hide nothing (OUT-9).

import type { Span } from './words.ts';

const PLAIN = /^[<◁[]\/?[\w:-]{1,40}[>▷\]]$/;
const QUOTES = `"'“”‘’«»„(`;
const END_OF_QUOTE = /^["'“”‘’«»)]/;
/** A word, or the end of something that is said besides, and one blank. */
const WORD_BEFORE = /[\p{L}\p{N}\p{M},;"”’'»)] $/u;
const WORD_BEHIND = /^(?: [\p{L}\p{N}("“'‘]|[.,;!?)"”’'»](?:\s|$))/u;
/** As in `Promise<Thought>`. */
const TYPE_BEFORE = /[\w.]$/;
const IS_TYPE = /^<[A-Z][a-z]/;
/** Between two tags that a text speaks of: `and`, a comma, three dots. */
const JOINING = /^\s{0,2}(?:\p{L}{1,5}|…|\.{3}|[,&/+-])\s{0,2}$/u;
const AROUND = 4;
const WORD = /\S*\s*$/;
const WORD_LENGTH = 80;

const before = (text: string, { start }: Span) => text.slice(Math.max(0, start - AROUND), start);
const behind = (text: string, { end }: Span) => text.slice(end, end + AROUND);
const isPlain = (text: string, { start, end }: Span) => PLAIN.test(text.slice(start, end));

/** Whether a tag stands in quotes of its own. */
export function isQuoted(text: string, tag: Span): boolean {
  return (
    QUOTES.includes(text[tag.start - 1] ?? '?') && END_OF_QUOTE.test(behind(text, tag)) && isPlain(text, tag)
  );
}

/** Whether a tag stands in a sentence as a word does, or names a type. */
export function isInSentence(text: string, tag: Span): boolean {
  // Most stand elsewhere, and a text may have many.
  const isWord = text[tag.start - 1] === ' ';
  const stands = isWord
    ? WORD_BEFORE.test(before(text, tag)) && WORD_BEHIND.test(behind(text, tag))
    : TYPE_BEFORE.test(before(text, tag)) && IS_TYPE.test(text.slice(tag.start, tag.start + 3));
  return stands && isPlain(text, tag);
}

/** Whether a text speaks of two tags at once. */
export function isPair(text: string, begin: Span, end: Span): boolean {
  return JOINING.test(text.slice(begin.end, end.start)) && isInSentence(text, end);
}

/** Where the word before a tag begins: without it nobody sees that the tag is a word as well. */
export function wordBefore(text: string, { start }: Span): number {
  return start - WORD.exec(text.slice(Math.max(0, start - WORD_LENGTH), start))![0].length;
}
