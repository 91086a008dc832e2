// Scenario files: refused with a place for each problem, or read.

import { lintScenario } from '../../../scenarios/runner/lint.ts';
import { loadScenario } from '../../../scenarios/runner/load.ts';
import { ScenarioProblems } from '../../../scenarios/runner/problems.ts';
import type { Scenario } from '../../../scenarios/runner/scenario.ts';
import { drawScenarioText } from '../scenario-texts.ts';
import { expectSafeLine, Finding, type Target } from '../target.ts';

export const scenarioFiles: Target = {
  name: 'scenario-files',
  draw: drawScenarioText,
  run(input) {
    read(input);
  },
};

/** Null where the file is refused, as it has to be. */
export function read(input: Buffer): Scenario | null {
  const text = input.toString();
  const stem = /^about: ([a-z0-9-]+)$/m.exec(text)?.[1] ?? 'a-file';
  try {
    const scenario = loadScenario(text, `${stem}.yaml`);
    for (const line of lintScenario(scenario)) expectSafeLine(line, 'a warning');
    return scenario;
  } catch (error) {
    if (!(error instanceof ScenarioProblems)) throw error;
    if (error.lines.length === 0) throw new Finding('a file is refused without a word');
    for (const line of error.lines) {
      expectSafeLine(line, 'a problem of a scenario file');
      if (!/^[a-z0-9-]+\.yaml:\d+:\d+: ./.test(line)) throw new Finding(`no place: ${JSON.stringify(line)}`);
    }
    return null;
  }
}
