// Known faults are expected failures: each scenario says what is right and fails in simulation until that is mended.

import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../scenarios/runner/load.ts';
import { prettyResult } from '../../scenarios/runner/report/pretty.ts';
import { runScenario } from '../../scenarios/runner/run.ts';
import { KNOWN_KINDS } from '../../scenarios/swarm/known-faults.ts';

const FOLDER = fileURLToPath(new URL('../../scenarios/known-faults/', import.meta.url));
const FILES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .sort();
const text = (file: string) => readFileSync(FOLDER + file, 'utf8');
const load = (file: string) => loadScenario(text(file), file);

describe.each(FILES)('%s', (file) => {
  it('names its kind in its first comment and as data', () => {
    const [schema, comment] = text(file).split('\n');
    expect(schema).toBe('# yaml-language-server: $schema=../schema.json');
    expect(comment).toMatch(new RegExp(`^# ${load(file).knownFault}: `));
    expect(load(file).drivers).toEqual(['sim']);
  });

  it('fails in simulation', async () => {
    const result = await runScenario(load(file), { driver: 'sim' });
    expect(result.outcome, prettyResult(result)).toBe('known fault');
  });
});

it('what the swarm recognises has its file', () => {
  const kinds = new Set(FILES.map((file) => load(file).knownFault));
  expect(KNOWN_KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
});

it('a known fault that passes fails, and says where it belongs', async () => {
  const lines = ['about: it', 'knownFault: Q1', 'people: { alice: "+15550001111" }'];
  const scenario = loadScenario([...lines, 'steps: [{ wait: 1s }]', ''].join('\n'), 'it.yaml');
  const { outcome, failure } = await runScenario(scenario, { driver: 'sim' });
  expect(outcome).toBe('failed');
  expect(failure!.lines[0]).toContain("move it to its subject's folder");
});

it('is nowhere else', () => {
  expect(FILES.map((file) => basename(file, '.yaml'))).toEqual(FILES.map((file) => load(file).about));
});
