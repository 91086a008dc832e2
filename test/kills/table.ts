import type { Reckoning } from './reckoning.ts';
import type { Run } from './run.ts';

interface Result {
  readonly run: Run;
  readonly reckoning: Reckoning;
}

const COLUMNS: readonly (readonly [title: string, value: (result: Result) => number])[] = [
  ['kills', ({ run: { killed } }) => Object.values(killed).reduce((sum, count) => sum + count, 0)],
  ['gateway', ({ run }) => run.killed.gateway],
  ['reader', ({ run }) => run.killed.reader],
  ['sender', ({ run }) => run.killed.sender],
  ['starting', ({ run }) => run.killed.newest],
  ['messages', ({ run }) => run.facts.written],
  ['merged', ({ run }) => run.facts.merged],
  ['answered', ({ reckoning }) => reckoning.answered],
  ['unknown', ({ reckoning }) => reckoning.unknown],
  ['denied', ({ reckoning }) => reckoning.denied],
  ['wrong', ({ reckoning }) => reckoning.violations.length],
];

/** A line for each home, and one for all. */
export function table(results: readonly Result[]): string {
  const rows = results.map((result) => COLUMNS.map(([, value]) => value(result)));
  const total = COLUMNS.map((_, index) => rows.reduce((sum, row) => sum + row[index]!, 0));
  const lines = [
    ['home', ...COLUMNS.map(([title]) => title)],
    ...rows.map((row, index) => [String(index + 1), ...row.map(String)]),
    ['all', ...total.map(String)],
  ];
  return lines.map((line) => line.map((cell) => cell.padStart(9)).join('')).join('\n');
}
