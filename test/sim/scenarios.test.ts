// Every scenario of the repository passes in simulation, and is in order.

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { findScenarioFiles } from '../../scenarios/runner/find-files.ts';
import { lintScenario } from '../../scenarios/runner/lint.ts';
import { loadScenario } from '../../scenarios/runner/load.ts';
import { prettyResult } from '../../scenarios/runner/report/pretty.ts';
import { runScenario } from '../../scenarios/runner/run.ts';
import { KNOWN_IDS } from '../requirements/index.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Tens of thousands of rows take the fake Mac a while to write. */
const LONGEST_MS = 300_000;
const FILES = findScenarioFiles([`${ROOT}scenarios`])
  .map((path) => relative(ROOT, path))
  .filter((path) => !path.startsWith('scenarios/known-faults/'));
const textOf = (file: string) => readFileSync(ROOT + file, 'utf8');
const SCENARIOS = new Map(
  FILES.map((file) => [file, loadScenario(textOf(file), file, { knownIds: KNOWN_IDS })] as const),
);
const load = (file: string) => SCENARIOS.get(file)!;

describe.each(FILES)('%s', (file) => {
  it('is in order', () => {
    expect(lintScenario(load(file))).toEqual([]);
  });

  it('names the schema that editors complete from', () => {
    const depth = file.split('/').length - 2;
    const first = textOf(file).split('\n')[0];
    expect(first).toBe(`# yaml-language-server: $schema=${'../'.repeat(depth)}schema.json`);
  });

  it('passes in simulation', { timeout: LONGEST_MS }, async () => {
    const scenario = load(file);
    expect(scenario.drivers).toContain('sim');
    const result = await runScenario(scenario, { driver: 'sim' });
    expect(result.outcome, prettyResult(result)).toBe('passed');
  });
});

describe('all scenarios together', () => {
  const scenarios = [...SCENARIOS.values()];
  const idsOf = (wanted: RegExp) =>
    [...new Set(scenarios.flatMap(({ covers }) => covers))].filter((id) => wanted.test(id)).sort();

  afterAll(() => {
    console.log(`${FILES.length} scenarios cite ${idsOf(/./).join(' ')}`);
  });

  it('have names of their own', () => {
    const names = scenarios.map(({ about }) => about);
    expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  });

  it('cite requirements as well as failures seen in the field', () => {
    expect(idsOf(/-/).length).toBeGreaterThan(0);
    expect(idsOf(/^[A-K]\d+$/).length).toBeGreaterThan(0);
  });
});
