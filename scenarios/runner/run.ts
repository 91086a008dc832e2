// Runs one scenario: its steps in order, the invariants after each of them, and whatever is left at the end.

import { addEntry } from '../observe/ledger.ts';
import { createRunRecord } from '../observe/run-record.ts';
import { type Escape, watchForEscapes } from '../sim/escapes.ts';
import { lineFindings } from '../sim/oracle/lines.ts';
import { saidIn } from '../sim/witness/said.ts';
import { chatRows } from '../vocabulary/mac-fields.ts';
import { scriptedAgent } from './agent.ts';
import type { Driver } from './drivers/driver.ts';
import { createSimDriver } from './drivers/sim.ts';
import { createSpawnedDriver } from './drivers/spawned.ts';
import { createExpectations, type Expectations, whenChanged } from './expect/expectations.ts';
import { createMonitor, type Monitor } from './monitor.ts';
import type { Result } from './result.ts';
import type { DriverName, Scenario, Step } from './scenario.ts';
import type { Position } from './source-text.ts';

export interface RunOptions {
  readonly driver: DriverName;
  /** Default: the scenario's own. */
  readonly seed?: string;
  /** Times real time, beside real processes. Default: what the machine can keep. */
  readonly speed?: number;
  /** Whether what happened is kept where the run passed, too. Default: yes. */
  readonly keepsRecord?: boolean;
  /** Whether it goes on where an invariant broke, to see what else there is. Default: no. */
  readonly goesOn?: boolean;
  /** Called when the run is over and everything can still be looked at, with what nobody caught, by the true time. */
  atEnd?(driver: Driver, escapes: readonly Escape[]): void;
}

/** How long a gateway may take at the end until nothing is open: the deadline of a send, and some. */
const SETTLE_LIMIT_MS = 340_000;

const DRIVERS = { sim: createSimDriver, spawned: createSpawnedDriver };

/** How often a run that the machine could not keep up with is tried again, at half the speed each time. */
const SLOWER_TRIES = 2;

/** Never rejects because of what a scenario does. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<Result> {
  let result = await runOnce(scenario, options, options.speed ?? null);
  if (options.speed !== undefined) return result;
  for (let tries = 0; tries < SLOWER_TRIES && result.outcome === 'inconclusive'; tries += 1) {
    const slower = result.speed === null ? null : Math.max(1, Math.floor(result.speed / 2));
    result = await runOnce(scenario, options, slower);
  }
  return result;
}

async function runOnce(scenario: Scenario, options: RunOptions, speed: number | null): Promise<Result> {
  const seed = options.seed ?? scenario.seed;
  const agent = scriptedAgent(scenario);
  let hear: Monitor['hear'] = () => {};
  const driver = DRIVERS[options.driver]({ scenario, agent, seed, speed, onEvent: (event) => hear(event) });
  const monitor = createMonitor(scenario, agent, driver);
  hear = monitor.hear;
  const expectations = createExpectations(scenario, driver);
  const run: Run = {
    scenario,
    driver,
    monitor,
    expectations,
    goesOn: options.goesOn === true,
    position: { line: 1, column: 1 },
    escapes: [],
  };
  const startedAtMs = driver.wallMs() - driver.nowMs();
  try {
    const verdict = await withoutEscapes(run, () => verdictOf(run));
    const { file, about, people, chats, otherHandles } = scenario;
    const { name, ledger, device } = driver;
    const isKept = options.keepsRecord !== false || verdict.outcome !== 'passed';
    const record = isKept
      ? createRunRecord({ ledger, device, startedAtMs, people, chats, ...(otherHandles && { otherHandles }) })
      : null;
    return { file, about, driver: name, seed, speed: driver.speed(), ...verdict, record };
  } finally {
    options.atEnd?.(driver, run.escapes);
    await driver.close();
  }
}

/** An exception that nobody caught fails a simulated run, whatever else came of it. */
async function withoutEscapes(run: Run, judge: () => Promise<Verdict>): Promise<Verdict> {
  if (run.driver.name !== 'sim') return judge();
  const escapes = watchForEscapes(() => run.driver.wallMs());
  const verdict = await judge().finally(escapes.end);
  run.escapes = escapes.heard;
  if (run.escapes.length === 0) return verdict;
  const { position = run.position, lines = [] } = verdict.failure ?? {};
  const escaped = run.escapes.map(({ line }) => line);
  return { outcome: failedOutcome(run.scenario), failure: { position, lines: [...escaped, ...lines] } };
}

function failedOutcome({ knownFault }: Scenario): 'failed' | 'known fault' {
  return knownFault === null ? 'failed' : 'known fault';
}

type Verdict = Pick<Result, 'outcome' | 'failure'>;

/** What goes wrong with real processes proves something only where the machine has kept up with them. */
async function verdictOf(run: Run): Promise<Verdict> {
  const { driver, monitor } = run;
  try {
    const failure = await play(run);
    if (failure === null) return passed(run.scenario);
    const doubt = monitor.momentary().length > 0 ? null : driver.whyInconclusive();
    if (doubt === null) return { outcome: failedOutcome(run.scenario), failure };
    return { outcome: 'inconclusive', failure: { ...failure, lines: [doubt, ...failure.lines] } };
  } catch (error) {
    const lines = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    // Nothing in a simulated world breaks down by itself.
    const outcome = driver.name === 'sim' ? 'failed' : 'inconclusive';
    return { outcome, failure: { position: run.position, lines } };
  }
}

/** Whoever mends a known fault is told to move its file. */
function passed({ knownFault, steps }: Scenario): Pick<Result, 'outcome' | 'failure'> {
  if (knownFault === null) return { outcome: 'passed', failure: null };
  const text =
    `it passes, so ${knownFault} is mended; move it to its subject's folder, and write ` +
    `covers: [${knownFault}] in place of knownFault`;
  return { outcome: 'failed', failure: { position: steps[0]!.position, lines: [text] } };
}

interface Run {
  readonly scenario: Scenario;
  readonly driver: Driver;
  readonly monitor: Monitor;
  readonly expectations: Expectations;
  readonly goesOn: boolean;
  /** Of the last step that began; the beginning of the file before. */
  position: Position;
  /** What nobody caught; known when the run is over. */
  escapes: readonly Escape[];
}

type Failure = NonNullable<Result['failure']>;

async function play(run: Run): Promise<Failure | null> {
  const { scenario, driver, monitor } = run;
  for (const event of chatRows(scenario)) driver.schedule(event, 0);
  if (scenario.startsRunning) await driver.start();
  const failures: Failure[] = [];
  for (const step of scenario.steps) {
    begin(run, step);
    const nowMs = driver.nowMs();
    const unmet = await perform(run, step);
    // Where no time has passed nothing has happened yet.
    const lines = unmet ?? (driver.nowMs() === nowMs ? null : broken(monitor.momentary()));
    if (!lines) continue;
    failures.push({ position: step.position, lines });
    if (!run.goesOn) break;
  }
  if (failures.length === 0 || run.goesOn) {
    const last = await finish(run, scenario.steps.at(-1)!.position);
    if (last) failures.push(last);
  }
  const [first] = failures;
  return first ? { ...first, lines: [...new Set(failures.flatMap(({ lines }) => lines))] } : null;
}

function begin(run: Run, { position, action }: Step): void {
  run.position = position;
  const { ledger, nowMs } = run.driver;
  const what = action.word.describe(action.value, action.key);
  addEntry(ledger, { kind: 'step', atMs: nowMs(), who: null, what, detail: '', line: position.line });
}

/** Lets what is under way come to its end, and looks at what is left then. */
async function finish(run: Run, position: Position): Promise<Failure | null> {
  const { driver, monitor } = run;
  if (driver.isRunning()) {
    await settle(run);
    if (monitor.isAtRest()) driver.rested();
    await driver.stop();
    const lines = broken(monitor.final());
    if (lines) return { position, lines };
  }
  const recomputed = broken(driver.recomputed());
  if (recomputed) return { position, lines: recomputed };
  // Beside real processes the oracle sees too little, but for what operators read.
  const findings = driver.opinion()?.findings ?? lineFindings(saidIn(driver.ledger));
  if (findings.length > 0) {
    return {
      position,
      lines: ['the oracle objects', ...findings.map(({ clause, text }) => `${clause}: ${text}`)],
    };
  }
  const surplus = run.expectations.surplus();
  return surplus.length === 0 ? null : { position, lines: surplus };
}

/** A gateway is given that long again as long as less is open each time: what waits behind sends without an answer. */
async function settle({ driver, monitor }: Run): Promise<void> {
  let before: number;
  let open = Number.POSITIVE_INFINITY;
  do {
    before = open;
    await driver.advanceUntil(
      whenChanged(driver, () => monitor.final().length === 0),
      SETTLE_LIMIT_MS,
    );
    open = monitor.final().length;
  } while (open > 0 && open < before);
}

function broken(violations: readonly string[]): string[] | null {
  return violations.length === 0 ? null : ['an invariant is broken', ...new Set(violations)];
}

/** What went wrong, or null. */
async function perform({ scenario, driver, expectations }: Run, { action }: Step) {
  const { key, word, value } = action;
  return word.perform(value, { cast: scenario, key, controls: driver, expect: expectations.hold });
}
