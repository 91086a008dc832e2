// What agents write around their answers for themselves, and nobody writes to an agent (ECH-8): the marks of another
// gateway, or of this one, whose answers were sent back.

import { CODE } from './code.ts';

/** Names of elements, as parts of patterns: thoughts, memories, and what is said aloud. */
export const THOUGHTS = 'think(?:ing)?|thought|antthinking';
export const MEMORIES = 'relevant[-_]memories';
export const SAID = 'final';

/** The pattern of a tag, `<think>` or `◁think▷`, at the beginning or the end of an element. */
export const tagOf = (name: string, slash = '/?') =>
  `[<◁]\\s{0,8}${slash}\\s{0,8}${name}\\b[^<>◁▷]{0,200}[>▷]`;
const anyTagOf = (names: string) => new RegExp(tagOf(`(?:${names})`), 'i');

/** Each with the form of it that is kept where the words are not. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/#\+#\+/, '#+#+'],
  [/\bassistant\s{0,8}to\s{0,8}=/i, 'assistant to='],
  [anyTagOf(THOUGHTS), '<thinking>'],
  [anyTagOf(SAID), '<final>'],
  [anyTagOf(MEMORIES), '<relevant-memories>'],
  [/\bACP error \(ACP_[A-Z_]{1,60}\):/, 'ACP error (ACP_UNKNOWN):'],
  [/\bMissing API key for [^\n]{1,100} on the gateway\b/, 'Missing API key for … on the gateway'],
];

/** What each of them has. */
const HINT = /#\+#\+|=|[<◁]|ACP error|Missing API key/;
const IN_CODE = new RegExp(CODE, 'g');

/** The first mark of scaffolding outside of code, in its plain form; null = none. */
export function scaffoldingIn(text: string): string | null {
  if (!HINT.test(text)) return null;
  const outside = text.replace(IN_CODE, ' ');
  return MARKS.find(([mark]) => mark.test(outside))?.[1] ?? null;
}
