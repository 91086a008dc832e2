import { printableJson } from '../../observe/printable.ts';
import { reportLines } from '../../observe/report-lines.ts';
import type { Result } from '../result.ts';
import { replayLine } from './replay.ts';

/** One JSON object a line; what happened as lines of text. */
export function jsonReport(results: readonly Result[]): string {
  return results.map((result) => `${printableJson(JSON.stringify(jsonLine(result)))}\n`).join('');
}

function jsonLine({ record, ...result }: Result) {
  return { ...result, timeline: record && reportLines(record), replay: replayLine(result) };
}
