// What is decided in simulation is decided with real processes as well.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadScenario } from '../../scenarios/runner/load.ts';
import { prettyResult } from '../../scenarios/runner/report/pretty.ts';
import { runScenario } from '../../scenarios/runner/run.ts';

const SCENARIOS = fileURLToPath(new URL('../../scenarios/', import.meta.url));

test.each(['dump-and-link', 'missed-while-down-is-answered'])(
  '%s passes with real processes',
  async (name) => {
    const file = `${name}.yaml`;
    const scenario = loadScenario(readFileSync(SCENARIOS + file, 'utf8'), file);
    expect(scenario.drivers).toContain('spawned');
    const result = await runScenario(scenario, { driver: 'spawned' });
    expect(result.outcome, prettyResult(result)).toBe('passed');
  },
);

test('what goes wrong at a speed that no machine keeps proves nothing (U4)', async () => {
  const lines = ['about: it', 'people: { alice: "+15550001111" }', 'steps:'];
  const text = [...lines, '- alice: { sends: "hi" }', '- expect: { turns: 2, for: 1h }', ''].join('\n');
  const result = await runScenario(loadScenario(text, 'it.yaml'), { driver: 'spawned', speed: 1_000_000 });
  expect(result).toMatchObject({ outcome: 'inconclusive', speed: 1_000_000 });
  expect(result.failure!.lines[0]).toContain('did not keep');
});
