import { readFileSync } from 'node:fs';
import { stopOnSignals } from '../../engine/cli/signals.ts';
import type { Terminal } from '../../engine/cli/terminal.ts';
import { findScenarioFiles } from '../runner/find-files.ts';
import { runAll } from '../runner/jobs/run-all.ts';
import { lintScenario } from '../runner/lint.ts';
import { loadScenario } from '../runner/load.ts';
import { ScenarioProblems } from '../runner/problems.ts';
import { jsonReport } from '../runner/report/json.ts';
import { junitReport } from '../runner/report/junit.ts';
import { prettyResult, prettySummary } from '../runner/report/pretty.ts';
import { saveResult } from '../runner/report/results.ts';
import type { Result } from '../runner/result.ts';
import type { DriverName, Scenario } from '../runner/scenario.ts';
import { EXIT_FAILED, EXIT_INCONCLUSIVE, EXIT_INTERRUPTED, EXIT_USAGE } from './exit-codes.ts';

export const REPORTERS = ['pretty', 'json', 'junit'] as const;

export interface ScenarioRunOptions {
  readonly driver: DriverName;
  readonly reporter: (typeof REPORTERS)[number];
  readonly seed?: string;
  readonly speed?: number;
  readonly jobs?: number;
  readonly save?: true;
}

/** Where records go, from the current folder. */
const RESULTS_FOLDER = 'results';

/** Runs every scenario that is meant for the driver. Returns the exit code. */
export async function runScenarios(
  paths: readonly string[],
  options: ScenarioRunOptions,
  terminal: Terminal,
): Promise<number> {
  const { reporter, save, ...runOptions } = options;
  const { driver } = options;
  const { scenarios, isSound } = loadAll(paths, terminal);
  if (!isSound) return EXIT_USAGE;
  const meant = scenarios.filter(({ drivers }) => drivers.includes(driver));
  const results: Result[] = [];
  const keepsRecord = save === true || reporter === 'json';
  const tell = (result: Result) => {
    results.push(result);
    if (reporter === 'pretty') terminal.out(prettyResult(result));
    if (save || result.outcome === 'failed' || result.outcome === 'inconclusive') {
      terminal.err(`record: ${saveResult(RESULTS_FOLDER, result, new Date())}\n`);
    }
  };
  const signals = stopOnSignals(process, () => process.exit(EXIT_INTERRUPTED));
  // Whatever runs ends with this process, and leaves no folder.
  signals.signal.addEventListener('abort', () => process.exit(EXIT_INTERRUPTED));
  try {
    await runAll(meant, { ...runOptions, keepsRecord }, tell);
  } finally {
    signals.release();
  }
  if (reporter === 'pretty') terminal.out(prettySummary(results, scenarios.length - meant.length));
  if (reporter === 'json') terminal.out(jsonReport(results));
  if (reporter === 'junit') terminal.out(junitReport(results));
  return exitCodeOf(results);
}

/** Failed outweighs inconclusive; a run of nothing has shown nothing; that a known fault fails is in order. */
export function exitCodeOf(results: readonly Pick<Result, 'outcome'>[]): number {
  if (results.some(({ outcome }) => outcome === 'failed')) return EXIT_FAILED;
  const isConclusive =
    results.length > 0 && results.every(({ outcome }) => outcome === 'passed' || outcome === 'known fault');
  return isConclusive ? 0 : EXIT_INCONCLUSIVE;
}

/** Says what is wrong with the files, and what may mislead. Returns the exit code. */
export function lintScenarios(paths: readonly string[], terminal: Terminal): number {
  const { scenarios, isSound } = loadAll(paths, terminal);
  const warnings = scenarios.flatMap(lintScenario);
  for (const warning of warnings) terminal.err(`${warning}\n`);
  if (!isSound) return EXIT_USAGE;
  if (warnings.length > 0) return EXIT_FAILED;
  terminal.out(`${scenarios.length} in order\n`);
  return 0;
}

function loadAll(
  paths: readonly string[],
  terminal: Terminal,
): { readonly scenarios: readonly Scenario[]; readonly isSound: boolean } {
  const scenarios: Scenario[] = [];
  let isSound = true;
  const complain = (text: string) => {
    terminal.err(`${text}\n`);
    isSound = false;
  };
  for (const path of paths) {
    let files: readonly string[] = [];
    try {
      files = findScenarioFiles([path]);
    } catch (error) {
      complain((error as Error).message);
    }
    for (const file of files) {
      try {
        scenarios.push(loadScenario(readFileSync(file, 'utf8'), file));
      } catch (error) {
        if (!(error instanceof ScenarioProblems)) throw error;
        complain(error.message);
      }
    }
  }
  return { scenarios, isSound };
}
