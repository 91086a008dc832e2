// Runs one scenario: its steps in order, the invariants after each of them, and whatever is left at the end.

import { addEntry } from '../observe/ledger.ts';
import { createRunRecord } from '../observe/run-record.ts';
import { scriptedAgent } from './agent.ts';
import type { Driver } from './drivers/driver.ts';
import { createSimDriver } from './drivers/sim.ts';
import { createSpawnedDriver } from './drivers/spawned.ts';
import { createExpectations, type Expectations, whenChanged } from './expect/expectations.ts';
import { createMonitor, type Monitor } from './monitor.ts';
import type { Outcome, Result } from './result.ts';
import type { DriverName, Scenario, Step } from './scenario.ts';
import type { Position } from './source-text.ts';

export interface RunOptions {
  readonly driver: DriverName;
  /** Default: the scenario's own. */
  readonly seed?: string;
  /** Whether what happened is kept where the run passed, too. Default: yes. */
  readonly keepsRecord?: boolean;
}

/** How long a gateway may take at the end until nothing is open: the deadline of a send, and some. */
const SETTLE_LIMIT_MS = 340_000;

const DRIVERS = { sim: createSimDriver, spawned: createSpawnedDriver };

/** Never rejects because of what a scenario does. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<Result> {
  const seed = options.seed ?? scenario.seed;
  const agent = scriptedAgent(scenario);
  let hear: Monitor['hear'] = () => {};
  const driver = DRIVERS[options.driver]({ scenario, agent, seed, onEvent: (event) => hear(event) });
  const monitor = createMonitor(scenario, agent, driver);
  hear = monitor.hear;
  const run: Run = {
    scenario,
    driver,
    monitor,
    expectations: createExpectations(scenario, driver),
    position: { line: 1, column: 1 },
  };
  const { file, about, people, chats } = scenario;
  const { ledger, device } = driver;
  const startedAtMs = driver.wallMs - driver.nowMs;
  const resultOf = (outcome: Outcome, failure: Failure | null): Result => {
    const isKept = options.keepsRecord !== false || outcome !== 'passed';
    const record = isKept ? createRunRecord({ ledger, device, startedAtMs, people, chats }) : null;
    return { file, about, driver: options.driver, seed, outcome, failure, record };
  };
  try {
    const failure = await play(run);
    return resultOf(failure ? 'failed' : 'passed', failure);
  } catch (error) {
    const lines = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    // Nothing in a simulated world breaks down by itself; with real processes much may that proves nothing.
    return resultOf(options.driver === 'sim' ? 'failed' : 'inconclusive', { position: run.position, lines });
  } finally {
    await driver.close();
  }
}

interface Run {
  readonly scenario: Scenario;
  readonly driver: Driver;
  readonly monitor: Monitor;
  readonly expectations: Expectations;
  /** Of the last step that began; the beginning of the file before. */
  position: Position;
}

type Failure = NonNullable<Result['failure']>;

async function play(run: Run): Promise<Failure | null> {
  const { scenario, driver, monitor } = run;
  if (scenario.startsRunning) await driver.start();
  for (const step of scenario.steps) {
    begin(run, step);
    const lines = (await perform(run, step)) ?? broken(monitor.momentary());
    if (lines) return { position: step.position, lines };
  }
  return finish(run, scenario.steps.at(-1)!.position);
}

function begin(run: Run, { position, action }: Step): void {
  run.position = position;
  const { ledger, nowMs } = run.driver;
  const what = action.word.describe(action.value, action.key);
  addEntry(ledger, { kind: 'step', atMs: nowMs, who: null, what, detail: '', line: position.line });
}

/** Lets what is under way come to its end, and looks at what is left then. */
async function finish(run: Run, position: Position): Promise<Failure | null> {
  const { driver, monitor } = run;
  if (driver.isRunning) {
    await driver.advanceUntil(
      whenChanged(driver, () => monitor.final().length === 0),
      SETTLE_LIMIT_MS,
    );
    await driver.stop();
    const lines = broken(monitor.final());
    if (lines) return { position, lines };
  }
  const surplus = run.expectations.surplus();
  return surplus.length === 0 ? null : { position, lines: surplus };
}

function broken(violations: readonly string[]): string[] | null {
  return violations.length === 0 ? null : ['an invariant is broken', ...new Set(violations)];
}

/** What went wrong, or null. */
async function perform({ scenario, driver, expectations }: Run, { action }: Step) {
  const { key, word, value } = action;
  return word.perform(value, { cast: scenario, key, controls: driver, expect: expectations.hold });
}
