// How many of the shipped scenarios one core runs a second: what a suite of them, and a search over seeds, cost.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findScenarioFiles } from '../scenarios/runner/find-files.ts';
import { loadScenario } from '../scenarios/runner/load.ts';
import { runScenario } from '../scenarios/runner/run.ts';
import type { Scenario, Step } from '../scenarios/runner/scenario.ts';
import type { Says } from '../scenarios/vocabulary/says.ts';
import { mac } from '../scenarios/vocabulary/steps/mac.ts';
import { PERSON_WORD } from '../scenarios/vocabulary/steps.ts';
import type { Figure, Workload } from './figure.ts';
import { median } from './figure.ts';

const SIZES = { small: { scenarios: 5, seeds: 1 }, full: { scenarios: Infinity, seeds: 15 } } as const;
const FOLDER = fileURLToPath(new URL('../scenarios', import.meta.url));
/** Beyond that a scenario is about a backlog, and takes the time that its rows take. */
const ROWS_MAX = 50;

export const scenarios: Workload = {
  name: 'scenarios',
  async run(size) {
    const { scenarios: count, seeds } = SIZES[size];
    // Known faults are meant to fail.
    const all = findScenarioFiles([FOLDER])
      .map((file) => loadScenario(readFileSync(file, 'utf8'), file))
      .filter(({ knownFault }) => knownFault === null);
    const short = all.filter((scenario) => scenario.drivers.includes('sim') && rowsOf(scenario) <= ROWS_MAX);
    const chosen = short.slice(0, count);
    // What is compiled in the first rounds has to be compiled only once.
    await cpuSecondsOf(chosen, 'warm');
    const seconds: number[] = [];
    for (let seed = 1; seed <= seeds; seed += 1) seconds.push(await cpuSecondsOf(chosen, String(seed)));
    const figure: Figure = {
      figure: 'scenarios in simulation',
      value: chosen.length / median(seconds),
      unit: 'scenarios/s',
      limit: null,
      bar: { of: 'value', atLeast: 300 },
      parameters: `a second of processor time, all threads; ${chosen.length} shipped scenarios of at most ${ROWS_MAX} rows (${all.length - short.length} have more), ${seeds} seeds`,
      checksum: '',
    };
    return [figure];
  },
};

async function cpuSecondsOf(chosen: readonly Scenario[], seed: string): Promise<number> {
  const before = process.cpuUsage();
  for (const scenario of chosen) {
    // One that names its seed shows what comes about under that one.
    const isDrawn = scenario.seed === scenario.about;
    const { outcome, failure } = await runScenario(scenario, {
      driver: 'sim',
      seed: isDrawn ? `${scenario.seed}/${seed}` : scenario.seed,
    });
    if (outcome !== 'passed')
      throw new Error(`${scenario.about}, seed ${seed}: ${failure?.lines.join('\n')}`);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** How many rows people and iCloud write. */
function rowsOf({ steps }: Scenario): number {
  return steps.map(rowsOfStep).reduce((sum, rows) => sum + rows, 0);
}

function rowsOfStep({ action: { word, value } }: Step): number {
  if (word === PERSON_WORD) return (value as Says).times ?? 1;
  if (word.name !== mac.name) return 0;
  const [fields] = Object.values(value as object) as [{ count?: number }];
  return fields.count ?? 1;
}
