// For people: one line a scenario; for one that failed, why, what happened, and how to see it again.

import { printable } from '../../observe/printable.ts';
import { reportLines } from '../../observe/report-lines.ts';
import type { Result } from '../result.ts';
import { replayLine } from './replay.ts';

const MARKS = { passed: '✓', failed: '✗', inconclusive: '?', 'known fault': '~' } as const;

export function prettyResult(result: Result): string {
  const { driver, speed, outcome, failure, record } = result;
  const [about, seed, file] = [result.about, result.seed, result.file].map(printable);
  const pace = speed === null ? '' : `, ${speed} times real time`;
  const head = `${MARKS[outcome]} ${about} (${driver}${pace})`;
  if (outcome === 'known fault') return `${head} fails as it is known to\n`;
  if (!failure) return `${head}\n`;
  const { line, column } = failure.position;
  return [
    `${head} seed ${seed}`,
    `  ${file}:${line}:${column}: ${outcome}`,
    ...failure.lines.flatMap((each) => each.split('\n')).map((each) => `  ${printable(each)}`),
    '',
    '  What happened:',
    ...(record ? reportLines(record) : []).map((each) => `  ${each}`),
    '',
    `  ${printable(replayLine(result))}`,
    '',
    '',
  ].join('\n');
}

export function prettySummary(results: readonly Result[], skipped: number): string {
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const parts = (['passed', 'failed', 'inconclusive'] as const).map((name) => `${count(name)} ${name}`);
  const known = count('known fault');
  if (known > 0) parts.push(known === 1 ? '1 known fault' : `${known} known faults`);
  return `${parts.join(', ')}${skipped > 0 ? `, ${skipped} not for this driver` : ''}\n`;
}
