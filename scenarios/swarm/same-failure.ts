// What makes two failures the same: a scenario that is made small may fail with other rows, not for another reason.

import type { Violation } from './play.ts';

/** Further on stand texts of people and lists. */
const HEAD_WORDS = 6;

/** Those that nobody knows yet: the clause and the head of the text, without quotations, numbers and ids. */
export function newFailures(violations: readonly Violation[]): string[] {
  return violations.filter(({ kind }) => kind === null).map(failureOf);
}

function failureOf({ clause, text }: Violation): string {
  const [firstLine = ''] = text.split('\n');
  const words = firstLine
    .replace(/"[^"]*"/gu, '#')
    .split(/\s+/u)
    .map((word) => (/[\d;]/u.test(word) ? '#' : word));
  return `${clause}: ${words.slice(0, HEAD_WORDS).join(' ')}`;
}
