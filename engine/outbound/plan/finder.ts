// Where what was begun in a text ends. Looked for once for each kind of end, however often it is begun.

import { CLOSED_CODE } from '../../message/code.ts';
import { tagOf } from '../../message/scaffolding.ts';
import { FRAME, PREFIX, WRAPPER } from './element-names.ts';
import { isInSentence } from './mentions.ts';
import type { Span } from './words.ts';

interface Tag extends Span {
  readonly isEnd: boolean;
}

export interface Finder {
  /** Behind the first match of a pattern from there on; null = there is none. */
  endOf(pattern: string, from: number): number | null;
  /** The next tag of elements of that name, outside of code, of which the text does not merely speak. */
  nextTag(name: string, from: number): Tag | null;
  /** Where an answer begins for which a thought was not ended. */
  answerFrom(from: number): number | null;
  /** Behind the next end of a wrapper that ends a line. */
  lineEndTag(name: string, from: number): number | null;
  wrapperEndsAt(end: number): void;
  isEndOfWrapper(end: number): boolean;
}

/** Asked from the begin of the text to its end. */
export function createFinder(text: string): Finder {
  const known = new Map<string, { readonly from: number; readonly tag: Tag | null }>();
  const wrapperEnds = new Set<number>();
  /** The next match that is accepted, of what goes by a name; what was found behind `from` is found again until it is passed. */
  const next = (
    what: string,
    from: number,
    pattern: () => string,
    accept: (match: RegExpExecArray) => boolean = () => true,
  ): Tag | null => {
    const before = known.get(what);
    if (before && before.from <= from && (before.tag === null || before.tag.start >= from)) return before.tag;
    const tag = search(text, pattern(), from, accept);
    known.set(what, { from, tag });
    return tag;
  };
  const isUsed = ({ index, 0: whole }: RegExpExecArray) =>
    !isInSentence(text, { start: index, end: index + whole.length });
  return {
    endOf: (pattern, from) => next(pattern, from, () => pattern)?.end ?? null,
    nextTag: (name, from) =>
      next(
        `tag ${name}`,
        from,
        () => `${CLOSED_CODE}|${tagOf(`${PREFIX}(?:${name})`, '(?<slash>/?)')}`,
        (match) => match.groups!.slash === '/' || (match.groups!.slash === '' && isUsed(match)),
      ),
    answerFrom: (from) =>
      next('answer', from, () => `${tagOf(FRAME, '')}|(?<=\\n[ \\t]{0,8})${tagOf(WRAPPER, '')}`, isUsed)
        ?.start ?? null,
    lineEndTag: (name, from) =>
      next(`end ${name}`, from, () => `${tagOf(name, '/')}(?=[ \\t]{0,8}(?:\\n|(?![^])))`)?.end ?? null,
    wrapperEndsAt: (end) => void wrapperEnds.add(end),
    isEndOfWrapper: (end) => wrapperEnds.has(end),
  };
}

function search(
  text: string,
  source: string,
  from: number,
  accept: (match: RegExpExecArray) => boolean,
): Tag | null {
  const pattern = new RegExp(source, 'gi');
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [whole] = match;
    if (accept(match))
      return { start: match.index, end: match.index + whole.length, isEnd: match.groups?.slash === '/' };
    if (whole === '') pattern.lastIndex += 1;
  }
  return null;
}
