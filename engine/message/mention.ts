// How a message mentions somebody: by regular expressions over what it says, since Messages marks nobody (ACC-51). They
// are matched in a time that grows with the text alone, by RE2: whoever may write in a group chooses the text.

import { RE2JS } from 're2js';

/** What is longer is looked at no further; nobody types as much. */
const TEXT_LENGTH_MAX = 32_768;
const PATTERN_LENGTH_MAX = 1_000;
/** Characters that show nothing, and would hide a name (ACC-52). */
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u206F]/g;
/** Escapes and classes, in which nothing repeats, then groups with their repetition, and repetitions of anything else. */
const TOKENS = /\\.|\[(?:\\.|[^\]\\])*\]|\(|\)(?:[*+]|\{\d+(?:,\d*)?\})?|[*+]|\{\d+,\d*\}/gsu;

/** Patterns of which one may find a mention. */
export interface MentionPatterns {
  /** The first pattern that finds one in the text; null = it mentions nobody. */
  findIn(text: string): string | null;
}

/** Every pattern has to be a usable one. Null where there are none. */
export function compileMentionPatterns(patterns: readonly string[]): MentionPatterns | null {
  if (patterns.length === 0) return null;
  const each = patterns.map((pattern) => ({ pattern, expression: compile(pattern) }));
  return {
    findIn(text) {
      const seen = text.slice(0, TEXT_LENGTH_MAX).toLowerCase().replace(INVISIBLE, '');
      return each.find(({ expression }) => expression.test(seen))?.pattern ?? null;
    },
  };
}

/**
 * Why a pattern cannot be used; null = it can. Refused is also what other programs that read the same file would try out
 * in every way there is: their gateway would stand still over a text that was made for it (ruling-9).
 */
export function whyNoPattern(pattern: string): string | null {
  if (pattern.length > PATTERN_LENGTH_MAX) return `expected at most ${PATTERN_LENGTH_MAX} characters`;
  const runsAway = 'expected a pattern that cannot run away, without';
  if (repeatsRepetition(pattern)) return `${runsAway} a repetition within a repetition`;
  try {
    compile(pattern);
    return null;
  } catch {
    return isRegExp(pattern)
      ? `${runsAway} looking ahead or behind, back references and counts over 1000`
      : 'expected a regular expression';
  }
}

/** The pattern that finds a name as people write it, with or without an @ before it. */
export function patternOfName(name: string): string {
  const words = name.trim().split(/\s+/u).map(RE2JS.quote);
  return `(?:^|[^\\p{L}\\p{N}_])${words.join('\\s+')}(?:$|[^\\p{L}\\p{N}_])`;
}

/** The pattern that finds the text itself. */
export const patternOfText = (text: string): string => RE2JS.quote(text.trim());

function compile(pattern: string): RE2JS {
  // JSON5 reads an unescaped `\b` as a backspace, which nobody looks for.
  const meant = pattern.replaceAll('\b', '\\b');
  return RE2JS.compile(RE2JS.translateRegExp(meant), RE2JS.CASE_INSENSITIVE);
}

function isRegExp(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

function repeatsRepetition(pattern: string): boolean {
  /** Of each group that is open whether something in it repeats. */
  const open = [false];
  for (const [token] of pattern.matchAll(TOKENS)) {
    if (token === '(') open.push(false);
    else if (token.startsWith(')')) {
      const repeats = open.length > 1 && open.pop() === true;
      if (repeats && token.length > 1) return true;
      open[open.length - 1] ||= repeats || token.length > 1;
    } else if (/^[*+{]/.test(token)) open[open.length - 1] = true;
  }
  return false;
}
