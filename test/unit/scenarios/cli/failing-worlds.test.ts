import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFailing, writeSmall } from '../../../../scenarios/cli/failing-worlds.ts';
import { loadScenario } from '../../../../scenarios/runner/load.ts';
import { drawScenario } from '../../../../scenarios/swarm/draw/draw.ts';

test('a failing world is written as it was drawn, with lines that run it from any folder', (context) => {
  const folder = mkdtempSync(join(tmpdir(), "imgate's worlds-"));
  context.onTestFinished(() => rmSync(folder, { recursive: true }));
  const violations = [{ clause: 'answered', text: 'row 1 was not', kind: null }];
  const [file, run, replay] = writeFailing('eyes-3', violations, folder);
  expect(isAbsolute(file!)).toBe(true);
  const text = readFileSync(file!, 'utf8');
  expect(text).toContain('# answered: row 1 was not');
  expect(loadScenario(text, file!).about).toBe('swarm-eyes-3');
  expect(run).toBe(`  imgate-lab scenario run '${file!.replace("'", "'\\''")}'`);
  expect(replay).toBe('  imgate-lab swarm --only eyes-3');
});

test('a world that was made small takes the place of the one that was drawn', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'imgate-worlds-'));
  context.onTestFinished(() => rmSync(folder, { recursive: true }));
  const [file] = writeFailing('eyes-3', [], folder);
  const small = { ...drawScenario('eyes-3'), steps: [{ wait: '1s' }] };
  expect(writeSmall(small, [], folder)).toBe(`small: ${file}`);
  expect(loadScenario(readFileSync(file!, 'utf8'), file!).steps).toHaveLength(1);
});

test('where nothing can be written that is said, and the line that plays the seed again', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'imgate-worlds-'));
  context.onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'no-folder');
  writeFileSync(file, '');
  expect(writeFailing('eyes-3', [], file)).toEqual([
    expect.stringMatching(/^eyes-3 could not be written: ENOTDIR/),
    '  imgate-lab swarm --only eyes-3',
  ]);
  expect(writeSmall(drawScenario('eyes-3'), [], file)).toMatch(/^eyes-3, made small, could not be written/);
});
