// Scenario files that can be read are run, and reported in every form.

import { jsonReport } from '../../../scenarios/runner/report/json.ts';
import { junitReport } from '../../../scenarios/runner/report/junit.ts';
import { prettyResult } from '../../../scenarios/runner/report/pretty.ts';
import { runScenario } from '../../../scenarios/runner/run.ts';
import type { Scenario } from '../../../scenarios/runner/scenario.ts';
import { drawScenarioText } from '../scenario-texts.ts';
import { expectSafeText, type Target } from '../target.ts';
import { read } from './scenario-files.ts';

/** What takes longer may well be meant, and is left to whoever writes it. */
const PASSES_MS_MAX = 6 * 3_600_000;
const ROWS_MAX = 100;

export const scenarioRuns: Target = {
  name: 'scenario-runs',
  draw: drawScenarioText,
  // A run gives way to the loop after each step; what it costs in all is no bound of its own.
  cpuMsMax: 20_000,
  async run(input) {
    const scenario = read(input);
    if (scenario === null || !scenario.drivers.includes('sim') || isLong(scenario)) return;
    const result = await runScenario(scenario, { driver: 'sim' });
    expectSafeText(prettyResult(result), 'the report for people');
    expectSafeText(junitReport([result]), 'the report for CI');
    expectSafeText(jsonReport([result]), 'the report for programs');
  },
};

function isLong({ steps }: Scenario): boolean {
  const passesMs = steps.reduce((sum, { action: { word, value } }) => sum + (word.passesMs?.(value) ?? 0), 0);
  // However a word says that something comes often.
  const counts = JSON.stringify(steps.map(({ action }) => action.value)).matchAll(/"(?:times|count)":(\d+)/g);
  const rows = [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
  return passesMs > PASSES_MS_MAX || rows > ROWS_MAX;
}
