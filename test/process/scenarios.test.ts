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
