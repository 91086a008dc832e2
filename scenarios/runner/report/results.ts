import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printableJson } from '../../observe/printable.ts';
import { reportLines } from '../../observe/report-lines.ts';
import type { Result } from '../result.ts';
import { replayLine } from './replay.ts';

/**
 * Keeps what happened in `<root>/<scenario>/<time>/`, with `latest` beside it. `at` names the folder. Answers
 * its path.
 */
export function saveResult(root: string, result: Result, at: Date): string {
  const name = at.toISOString().replaceAll(':', '-');
  const folder = join(root, result.about, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'record.json'),
    `${printableJson(JSON.stringify({ ...result, replay: replayLine(result) }, null, 2))}\n`,
  );
  writeFileSync(
    join(folder, 'timeline.txt'),
    result.record ? `${reportLines(result.record).join('\n')}\n` : '',
  );
  const latest = join(root, result.about, 'latest');
  rmSync(latest, { force: true });
  symlinkSync(name, latest);
  return folder;
}
