// Where what was begun in a text ends. Looked for once for each kind of end, however often it is begun.

import { tagOf } from '../../message/scaffolding.ts';
import { isAmongLetters, isBeforePause, isCalledTag, isInSentence } from '../../message/spoken-tags.ts';
import { FRAME, WRAPPER } from './element-names.ts';
import { indexTags, type Tag } from './tag-index.ts';
import { valueEndsIn } from './values.ts';
import type { Span } from './words.ts';

export interface Finder {
  /** Behind the first match of a pattern from there on; null = there is none. */
  endOf(pattern: string, from: number): number | null;
  /** Behind the next end of an element of that name. */
  endOfElement(name: string, from: number): number | null;
  /** The next tag of elements of that name behind one, outside of code, of which the text does not merely speak. */
  tagBehind(name: string, tag: Span): Tag | null;
  /** Behind a value that begins there. */
  endOfValue(start: number): number | null;
  /** Where an answer begins for which a thought was not ended. */
  answerFrom(from: number): number | null;
  /** Behind the next end of a wrapper that ends a line. */
  lineEndTag(name: string, from: number): number | null;
  wrapperEndsAt(end: number): void;
  isEndOfWrapper(end: number): boolean;
}

/** Whether a tag around what is said is a word. */
export const isFrameSpokenOf = (text: string, tag: Span) =>
  isInSentence(text, tag) && !isAmongLetters(text, tag);

/** Asked from the begin of the text to its end. */
export function createFinder(text: string): Finder {
  const known = new Map<string, { readonly from: number; readonly found: Span | null }>();
  const wrapperEnds = new Set<number>();
  let index: ReturnType<typeof indexTags> | null = null;
  const tags = () => (index ??= indexTags(text));
  /** The next match that is accepted; what was found behind `from` is found again until it is passed. */
  const next = (source: string, from: number, accept: (found: Span) => boolean = () => true): Span | null => {
    const before = known.get(source);
    if (before && before.from <= from && (before.found === null || before.found.start >= from))
      return before.found;
    const found = search(text, source, from, accept);
    known.set(source, { from, found });
    return found;
  };
  const isUsed = (found: Span) => !isFrameSpokenOf(text, found);
  return {
    endOf: (pattern, from) => next(pattern, from)?.end ?? null,
    endOfElement: (name, from) => tags().endFrom(name, from)?.end ?? null,
    tagBehind: (name, tag) =>
      tags().usedFrom(name, tag.end, isBeforePause(text, tag) || isCalledTag(text, tag)),
    endOfValue: valueEndsIn(text),
    answerFrom: (from) =>
      next(`${tagOf(FRAME, '')}|(?<=\\n[ \\t]{0,8})${tagOf(WRAPPER, '')}`, from, isUsed)?.start ?? null,
    lineEndTag: (name, from) =>
      next(`${tagOf(name.toLowerCase(), '/')}(?=[ \\t]{0,8}(?:\\n|(?![^])))`, from)?.end ?? null,
    wrapperEndsAt: (end) => void wrapperEnds.add(end),
    isEndOfWrapper: (end) => wrapperEnds.has(end),
  };
}

function search(text: string, source: string, from: number, accept: (found: Span) => boolean): Span | null {
  const pattern = new RegExp(source, 'gi');
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const found = { start: match.index, end: match.index + match[0].length };
    if (accept(found)) return found;
    if (match[0] === '') pattern.lastIndex += 1;
  }
  return null;
}
