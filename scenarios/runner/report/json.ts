import type { Result } from '../result.ts';
import { replayLine } from './replay.ts';

/** One object a scenario, as it is also kept in `record.json`. */
export function jsonRecord(result: Result) {
  return { ...result, replay: replayLine(result) };
}

/** One JSON object a line. */
export function jsonReport(results: readonly Result[]): string {
  return results.map((result) => `${JSON.stringify(jsonRecord(result))}\n`).join('');
}
