import { printable } from '../../observe/printable.ts';
import { reportLines } from '../../observe/report-lines.ts';
import type { Result } from '../result.ts';
import { replayLine } from './replay.ts';

/** What CI systems read. An inconclusive run is an error, a failed one a failure. */
export function junitReport(results: readonly Result[]): string {
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="scenarios" tests="${results.length}" failures="${count('failed')}" errors="${count('inconclusive')}" skipped="${count('known fault')}">`,
    ...results.map(testcase),
    '</testsuite>',
    '',
  ].join('\n');
}

function testcase(result: Result): string {
  const { about, driver, file, failure, outcome, record } = result;
  const open = `  <testcase name="${escaped(about)}" classname="${driver}" file="${escaped(file)}"`;
  if (!failure) return `${open}/>`;
  if (outcome === 'known fault') return `${open}><skipped message="known fault"/></testcase>`;
  const tag = outcome === 'failed' ? 'failure' : 'error';
  const { line, column } = failure.position;
  const body = [
    `${file}:${line}:${column}`,
    ...failure.lines,
    '',
    ...(record ? reportLines(record) : []),
    '',
    replayLine(result),
  ];
  return [
    `${open}>`,
    `    <${tag} message="${escaped(failure.lines[0] ?? outcome)}">${escaped(body.join('\n'))}</${tag}>`,
    '  </testcase>',
  ].join('\n');
}

/** Text of people may hold anything; most control characters have no place in XML at all. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .split('\n')
    .map(printable)
    .join('\n')
    .replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;');
}
