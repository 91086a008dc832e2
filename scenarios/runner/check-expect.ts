import { namesProblems } from './names.ts';
import type { Problem } from './problems.ts';
import { OWNER, type Scenario } from './scenario.ts';
import { EXPECTED_KINDS, type ExpectInput } from './schema.ts';

export function checkExpectation(
  scenario: Scenario,
  path: readonly PropertyKey[],
  expected: ExpectInput,
): Problem[] {
  const kinds = EXPECTED_KINDS.filter((kind) => expected[kind] !== undefined);
  if (kinds.length === 0) {
    return [{ path, text: `expects nothing; use one or more of ${EXPECTED_KINDS.join(', ')}` }];
  }
  return [
    ...boundProblems(path, expected),
    ...(['turns', 'replies', 'rows'] as const).flatMap((kind) => {
      const items = expected[kind];
      if (!Array.isArray(items)) return [];
      return items.flatMap(
        (item: { from?: string | undefined; to?: string | undefined; in?: string | undefined }, index) =>
          namesProblems(scenario, [...path, kind, index], item.from === OWNER ? { in: item.in } : item),
      );
    }),
    ...logLines(expected).flatMap((line, index): Problem[] => {
      if (typeof line === 'string') return [];
      const at = [...path, 'log', ...(Array.isArray(expected.log) ? [index] : []), 'matches'];
      try {
        new RegExp(line.matches);
        return [];
      } catch (error) {
        return [{ path: at, text: (error as Error).message }];
      }
    }),
  ];
}

/** A count says nothing without a time: it may be right now and wrong a moment later. */
function boundProblems(path: readonly PropertyKey[], expected: ExpectInput): Problem[] {
  const { within, for: window } = expected;
  if (within === undefined && window === undefined) {
    return [
      { path, text: 'has no bound; add within: 5s (it comes true by then) or for: 30s (nothing else comes)' },
    ];
  }
  if (within !== undefined && window !== undefined) {
    return [{ path: [...path, 'for'], text: 'give either within or for, not both' }];
  }
  const absent = EXPECTED_KINDS.find((kind) => isAbsence(expected, kind));
  if (within === undefined || absent === undefined) return [];
  const text = `that nothing comes is true at once; give it a window: { ${absent}: 0, for: 30s }`;
  return [{ path: [...path, absent], text }];
}

function isAbsence(expected: ExpectInput, kind: (typeof EXPECTED_KINDS)[number]): boolean {
  const value = expected[kind];
  if (value === 0 || (Array.isArray(value) && value.length === 0)) return true;
  if (kind === 'fates' && expected.fates) return Object.values(expected.fates).every((count) => count === 0);
  if (kind === 'log') return logLines(expected).some((line) => typeof line !== 'string' && line.count === 0);
  return kind === 'cursor' && expected.cursor?.settledToAtMost !== undefined;
}

/** What is expected of the log, one entry a line. */
export function logLines({ log }: ExpectInput) {
  if (log === undefined) return [];
  return Array.isArray(log) ? log : [log];
}
