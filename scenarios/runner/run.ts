// Runs one scenario: its steps in order, the invariants after each of them, and whatever is left at the end.

import { scriptedAgent } from './agent.ts';
import type { Driver } from './drivers/driver.ts';
import { createSimDriver } from './drivers/sim.ts';
import { createSpawnedDriver } from './drivers/spawned.ts';
import { durationText } from './duration.ts';
import { createConsumed, explain, freshItems, unmetKinds } from './expect/evaluate.ts';
import { type Evidence, evidenceOf } from './expect/evidence.ts';
import { shown } from './expect/item.ts';
import { createMonitor, type Monitor } from './monitor.ts';
import { createNotes, type Notes } from './notes.ts';
import type { Result } from './result.ts';
import type { DriverName, ExpectedKind, Scenario, Step } from './scenario.ts';
import { EXPECTED_KINDS, type ExpectInput } from './schema.ts';
import type { Position } from './source-text.ts';
import { plannedEvents } from './world-events.ts';

export interface RunOptions {
  readonly driver: DriverName;
  /** Default: the scenario's own. */
  readonly seed?: string;
}

/** How long a gateway may take at the end until nothing is open: the deadline of a send, and some. */
const SETTLE_LIMIT_MS = 340_000;

const DRIVERS = { sim: createSimDriver, spawned: createSpawnedDriver };

/** Never rejects because of what a scenario does: a run that could not be carried out is inconclusive. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<Result> {
  const seed = options.seed ?? scenario.seed;
  const agent = scriptedAgent(scenario);
  let hear: Monitor['hear'] = () => {};
  const driver = await DRIVERS[options.driver]({ scenario, agent, seed, onEvent: (event) => hear(event) });
  const monitor = createMonitor(scenario, agent, driver);
  hear = monitor.hear;
  const notes = createNotes(scenario, driver);
  const run: Run = {
    scenario,
    driver,
    monitor,
    notes,
    evidence: evidenceOf(scenario, driver),
    consumed: createConsumed(),
  };
  const base = { file: scenario.file, about: scenario.about, driver: options.driver, seed };
  try {
    const failure = await play(run);
    const timeline = notes.timeline();
    if (!failure) return { ...base, outcome: 'passed', failure: null, timeline };
    return { ...base, outcome: 'failed', failure, timeline };
  } catch (error) {
    const lines = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    const failure = { position: notes.position, lines };
    return { ...base, outcome: 'inconclusive', failure, timeline: notes.timeline() };
  } finally {
    await driver.close();
  }
}

interface Run {
  readonly scenario: Scenario;
  readonly driver: Driver;
  readonly monitor: Monitor;
  readonly notes: Notes;
  readonly evidence: Evidence;
  readonly consumed: ReturnType<typeof createConsumed>;
}

type Failure = NonNullable<Result['failure']>;

async function play(run: Run): Promise<Failure | null> {
  const { scenario, driver, monitor, notes } = run;
  if (scenario.startsRunning) await driver.start();
  for (const step of scenario.steps) {
    notes.step(step);
    const lines = (await perform(run, step)) ?? broken(monitor.momentary());
    if (lines) return { position: step.position, lines };
  }
  return finish(run, scenario.steps.at(-1)!.position);
}

/** Lets what is under way come to its end, and looks at what is left then. */
async function finish(run: Run, position: Position): Promise<Failure | null> {
  const { driver, monitor, scenario } = run;
  if (driver.isRunning) {
    await driver.advanceUntil(
      whenChanged(driver, () => monitor.final().length === 0),
      SETTLE_LIMIT_MS,
    );
    await driver.stop();
    const lines = broken(monitor.final());
    if (lines) return { position, lines };
  }
  const surplus = (['turns', 'replies'] as const).flatMap((kind) => {
    const isSpokenOf = scenario.steps.some(
      ({ action }) => action.verb === 'expect' && action.expected[kind] !== undefined,
    );
    if (!isSpokenOf) return [];
    return freshItems(kind, run.evidence, run.consumed).map(
      ({ fields }) => `${kind} after the last expectation of them: ${shown(fields)}`,
    );
  });
  return surplus.length === 0 ? null : { position, lines: surplus };
}

function broken(violations: readonly string[]): string[] | null {
  return violations.length === 0 ? null : ['an invariant is broken', ...new Set(violations)];
}

/** What went wrong, or null. */
async function perform(run: Run, { action }: Step): Promise<string[] | null> {
  const { driver } = run;
  switch (action.verb) {
    case 'wait':
      await driver.advance(action.ms);
      return null;
    case 'gateway':
      return changeGateway(driver, action.change);
    case 'fault':
      driver.setFaults(action.faults);
      return null;
    case 'expect':
      return expectNow(run, action.expected);
    default:
      for (const { event, inMs } of plannedEvents(action, run.scenario, driver.wallMs)) {
        driver.schedule(event, inMs);
      }
      return null;
  }
}

async function changeGateway(driver: Driver, change: string): Promise<string[] | null> {
  const isRunning = driver.isRunning;
  if ((change === 'start') === isRunning) {
    return [`gateway: ${change} makes no sense here: it is ${isRunning ? 'running already' : 'not running'}`];
  }
  if (change === 'crash') driver.crash();
  if (change === 'stop' || change === 'restart') await driver.stop();
  if (change === 'start' || change === 'restart') await driver.start();
  return null;
}

async function expectNow(
  { driver, evidence, consumed }: Run,
  expected: ExpectInput,
): Promise<string[] | null> {
  const { within, for: window } = expected;
  const unmet = () => unmetKinds(expected, evidence, consumed);
  if (window !== undefined) await driver.advance(window);
  if (within !== undefined) {
    await driver.advanceUntil(
      whenChanged(driver, () => unmet().length === 0),
      within,
    );
  }
  const left = unmet();
  if (left.length > 0) {
    const bound = within === undefined ? `for ${durationText(window!)}` : `within ${durationText(within)}`;
    return left.flatMap((kind) => [
      `expected ${bound}: ${kind}: ${JSON.stringify(expected[kind])}`,
      ...explain(kind, expected, evidence, consumed).map((line) => `  ${line}`),
    ]);
  }
  for (const kind of EXPECTED_KINDS) consume(kind, expected, evidence, consumed);
  return null;
}

function consume(
  kind: ExpectedKind,
  expected: ExpectInput,
  evidence: Evidence,
  consumed: Run['consumed'],
): void {
  if (kind !== 'cursor' && expected[kind] !== undefined) {
    consumed.add(kind, freshItems(kind, evidence, consumed));
  }
}

/** Looking costs more than asking whether there is anything new to look at. */
function whenChanged(driver: Driver, isDone: () => boolean): () => boolean {
  let seen = -1;
  let wasDone = false;
  return () => {
    const { events, log, runs } = driver.ledger;
    const size = events.length + log.length + runs.length;
    if (size !== seen) {
      seen = size;
      wasDone = isDone();
    }
    return wasDone;
  };
}
