import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFailing } from '../../../../scenarios/cli/failing-worlds.ts';
import { loadScenario } from '../../../../scenarios/runner/load.ts';
import { drawScenario } from '../../../../scenarios/swarm/draw/draw.ts';

test('a failing world is written as it was drawn, with lines that run it from any folder', (context) => {
  const folder = mkdtempSync(join(tmpdir(), "imgate's worlds-"));
  context.onTestFinished(() => rmSync(folder, { recursive: true }));
  const violations = [{ clause: 'answered', text: 'row 1 was not', kind: null }];
  const [file, run, replay] = writeFailing(drawScenario('eyes-3'), violations, folder);
  expect(isAbsolute(file!)).toBe(true);
  const text = readFileSync(file!, 'utf8');
  expect(text).toContain('# answered: row 1 was not');
  expect(loadScenario(text, file!).about).toBe('swarm-eyes-3');
  expect(run).toBe(`  imgate-lab scenario run '${file!.replace("'", "'\\''")}'`);
  expect(replay).toBe('  imgate-lab swarm --only eyes-3');
});
