// What agents write around their answers for themselves, and nobody writes to an agent (ECH-8): the marks of another
// gateway, or of this one, whose answers were sent back.

import { CLOSED_CODE, CODE_BLOCK } from './code.ts';
import { isBeforePause, isCalledTag, isInSentence, isPair, isQuoted } from './spoken-tags.ts';

/** What may stand behind a name within one, as in `thought_process`. */
export const MORE = '(?:[-_]\\w{1,20})?';
/** Names of elements, as parts of patterns: thoughts, memories, and what is said aloud. */
export const THOUGHTS = `think(?:ing)?${MORE}|thoughts?${MORE}|antthinking`;
export const MEMORIES = 'relevant[-_]memories';
export const SAID = 'final';

/** The pattern of a tag, `<think>` or `◁think▷`, at the beginning or the end of an element; an address or a type is none. */
export const tagOf = (name: string, slash = '/?') =>
  `[<◁]\\s{0,8}${slash}\\s{0,8}${name}(?=[\\s/>▷=]|:\\w)[^<>◁▷]{0,200}[>▷]`;

/** Each with the form of it that is kept where the words are not. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/#\+#\+/, '#+#+'],
  [/\bassistant\s{0,8}to\s{0,8}=/i, 'assistant to='],
  [/\bACP error \(ACP_[A-Z_]{1,60}\):/, 'ACP error (ACP_UNKNOWN):'],
  [/\bMissing API key for [^\n]{1,100} on the gateway\b/, 'Missing API key for … on the gateway'],
];
const ELEMENTS: readonly (readonly [string, string])[] = [
  [THOUGHTS, '<thinking>'],
  [SAID, '<final>'],
  [MEMORIES, '<relevant-memories>'],
];

/** What each of them has. */
const HINT = /#\+#\+|=|[<◁]|ACP error|Missing API key/;
const IN_CODE = new RegExp(`${CODE_BLOCK}|${CLOSED_CODE}`, 'g');

/** The first mark of scaffolding outside of code, in its plain form; null = none. */
export function scaffoldingIn(text: string): string | null {
  if (!HINT.test(text)) return null;
  const outside = text.replace(IN_CODE, ' ');
  const mark = MARKS.find(([pattern]) => pattern.test(outside));
  return mark?.[1] ?? ELEMENTS.find(([names]) => usesTag(outside, names))?.[1] ?? null;
}

/** Whether a text has such tags, and does not merely speak of them. */
function usesTag(text: string, names: string): boolean {
  const tags = [...text.matchAll(new RegExp(tagOf(`(?:${names})`, '(?<slash>/?)'), 'gi'))].map(
    ({ index, 0: whole, groups }) => ({
      start: index,
      end: index + whole.length,
      isEnd: groups!.slash === '/',
    }),
  );
  // From the last to the first. An end before a pause is a word, unless what is before it is none.
  let end: (typeof tags)[number] | null = null;
  const isUsed = () => end !== null && !isBeforePause(text, end);
  for (const tag of tags.toReversed()) {
    if (isQuoted(text, tag)) continue;
    if (tag.isEnd) {
      if (isUsed()) return true;
      end = tag;
    } else {
      const isSurelySpokenOf = isBeforePause(text, tag) || isCalledTag(text, tag);
      const isAlone = end === null || (isSurelySpokenOf && !isUsed());
      if (!isInSentence(text, tag) || !(isAlone || isPair(text, tag, end!))) return true;
      end = null;
    }
  }
  return isUsed();
}
