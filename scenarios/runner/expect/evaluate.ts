// Does what happened satisfy an expectation? Each kind looks only at what is new since it was last expected.

import { logLines } from '../check-expect.ts';
import type { ExpectedKind } from '../scenario.ts';
import { EXPECTED_KINDS, type ExpectInput } from '../schema.ts';
import type { Evidence } from './evidence.ts';
import { differences, type Item, shown, type Wanted } from './item.ts';
import { explainMismatch, matchesAll } from './match.ts';

/** What earlier expectations have spoken of. */
export interface Consumed {
  has(kind: ExpectedKind, item: Item): boolean;
  add(kind: ExpectedKind, items: readonly Item[]): void;
}

export function createConsumed(): Consumed {
  const keys = new Map<string, Set<string>>();
  const setOf = (kind: ExpectedKind) => {
    // Rows and fates are two ways to speak of the same things.
    const name = kind === 'fates' ? 'rows' : kind;
    const set = keys.get(name) ?? new Set();
    keys.set(name, set);
    return set;
  };
  return {
    has: (kind, item) => setOf(kind).has(item.key),
    add(kind, items) {
      const set = setOf(kind);
      for (const { key } of items) set.add(key);
    },
  };
}

const SOURCES = {
  turns: 'turns',
  replies: 'replies',
  rows: 'rows',
  fates: 'rows',
  log: 'log',
  subscribed: 'subscriptions',
} as const satisfies Partial<Record<ExpectedKind, keyof Evidence>>;

/** What is new of a kind. */
export function freshItems(kind: keyof typeof SOURCES, evidence: Evidence, consumed: Consumed): Item[] {
  return evidence[SOURCES[kind]]().filter((item) => !consumed.has(kind, item));
}

/** Why it does not hold, kind by kind, without the work of explaining: empty = it holds. */
export function unmetKinds(expected: ExpectInput, evidence: Evidence, consumed: Consumed): ExpectedKind[] {
  return EXPECTED_KINDS.filter((kind) => {
    if (expected[kind] === undefined) return false;
    if (kind === 'cursor') return cursorProblems(expected, evidence).length > 0;
    return !isMet(kind, expected, freshItems(kind, evidence, consumed));
  });
}

function isMet(kind: keyof typeof SOURCES, expected: ExpectInput, items: readonly Item[]): boolean {
  if (kind === 'fates') return fateProblems(expected, items).length === 0;
  if (kind === 'log') return logProblems(expected, items).length === 0;
  if (kind === 'subscribed') {
    const newest = items.at(-1);
    return newest !== undefined && differences(expected.subscribed as Wanted, newest).length === 0;
  }
  const wanted = expected[kind]!;
  return typeof wanted === 'number'
    ? items.length === wanted
    : matchesAll(wanted as readonly Wanted[], items);
}

/** What was expected of a kind, and what there was instead, line by line. */
export function explain(
  kind: ExpectedKind,
  expected: ExpectInput,
  evidence: Evidence,
  consumed: Consumed,
): string[] {
  if (kind === 'cursor') return cursorProblems(expected, evidence);
  const items = freshItems(kind, evidence, consumed);
  if (kind === 'fates')
    return [...fateProblems(expected, items), ...items.map((item) => `row: ${shown(item.fields)}`)];
  if (kind === 'log') return logProblems(expected, items);
  if (kind === 'subscribed') return explainMismatch([expected.subscribed as Wanted], items.slice(-1));
  const wanted = expected[kind]!;
  if (typeof wanted !== 'number') return explainMismatch(wanted as readonly Wanted[], items);
  return [
    `expected ${wanted} ${kind}, there were ${items.length}`,
    ...items.map((item) => `${kind === 'replies' ? 'reply' : kind.slice(0, -1)}: ${shown(item.fields)}`),
  ];
}

function fateProblems({ fates = {} }: ExpectInput, items: readonly Item[]): string[] {
  const counts = new Map<string, number>();
  for (const { fields } of items) {
    const fate = String(fields.fate);
    counts.set(fate, (counts.get(fate) ?? 0) + 1);
  }
  const names = new Set([...Object.keys(fates), ...counts.keys()]);
  return [...names].flatMap((fate) => {
    const wanted = fates[fate as keyof typeof fates] ?? 0;
    const got = counts.get(fate) ?? 0;
    return wanted === got ? [] : [`expected ${wanted} ${fate}, there were ${got}`];
  });
}

function logProblems(expected: ExpectInput, items: readonly Item[]): string[] {
  const lines = items.map(({ fields }) => String(fields.text));
  return logLines(expected).flatMap((wanted) => {
    if (typeof wanted === 'string') {
      return lines.includes(wanted) ? [] : [`missing: ${wanted}`, ...nearestLine(wanted, lines)];
    }
    const { matches, count } = wanted;
    const found = lines.filter((line) => new RegExp(matches).test(line));
    if (count === undefined ? found.length > 0 : found.length === count) return [];
    return [`expected ${count ?? 'at least one'} of /${matches}/, there were ${found.length}`, ...found];
  });
}

/** The line that agrees with it for the longest time from its beginning. */
function nearestLine(wanted: string, lines: readonly string[]): string[] {
  const agreement = (line: string) => {
    let length = 0;
    while (length < wanted.length && line[length] === wanted[length]) length += 1;
    return length;
  };
  const [nearest] = lines.toSorted((one, other) => agreement(other) - agreement(one));
  return nearest !== undefined && agreement(nearest) > 0 ? [`nearest: ${nearest}`] : [];
}

function cursorProblems({ cursor }: ExpectInput, evidence: Evidence): string[] {
  if (!cursor) return [];
  const cursors = evidence.cursors();
  if (cursors.length === 0) return ['there is no cursor yet: no database was ever read'];
  return cursors.flatMap(({ settledTo, journalledTo }) => [
    ...differing('settledTo', cursor.settledTo, settledTo),
    ...differing('journalledTo', cursor.journalledTo, journalledTo),
    ...(cursor.settledToAtMost !== undefined && (settledTo ?? 0) > cursor.settledToAtMost
      ? [`settledTo is ${settledTo}, not at most ${cursor.settledToAtMost}`]
      : []),
  ]);
}

function differing(name: string, wanted: number | undefined, got: number | null): string[] {
  return wanted === undefined || wanted === got ? [] : [`${name} is ${got}, not ${wanted}`];
}
