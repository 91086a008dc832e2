import { stopOnSignals } from '../../engine/cli/signals.ts';
import type { Terminal } from '../../engine/cli/terminal.ts';
import { SEEDS_FOR_ALL_MARKS } from '../swarm/expected-marks.ts';
import type { Violation } from '../swarm/play.ts';
import { missedLimits, unmetSoFar } from '../swarm/soak-limits.ts';
import { runSwarm, shrinkSeeds } from '../swarm/swarm.ts';
import { type Tally, tallyLines } from '../swarm/tally.ts';
import { EXIT_FAILED, EXIT_INTERRUPTED } from './exit-codes.ts';
import { writeFailing, writeSmall } from './failing-worlds.ts';
import { createProgress, type Progress } from './progress.ts';
import { newSeed, swarmLine } from './swarm-line.ts';
import { violationLines } from './violation-lines.ts';

export interface SwarmCommandOptions {
  /** Default: a new one. */
  readonly seed?: string;
  /** Simulated. */
  readonly hours?: number;
  readonly seeds?: number;
  /** Of this machine. */
  readonly minutes?: number;
  /** One seed, by its whole name. */
  readonly only?: string;
  readonly jobs?: number;
  /** Failing scenarios that are made small at most. */
  readonly shrink: number;
}

const MINUTES_DEFAULT = 1;
const HOUR_MS = 3_600_000;
const PROGRESS_MS = 1_000;
/** What breaks every process down is no matter of seeds. */
const BROKEN_MAX = 20;
/** Of what is wrong in one world. */
const LINES_MAX = 8;

interface Soak {
  readonly tally: Tally;
  /** Of this machine's processors. */
  readonly cpuMs: number;
  /** Of the seeds that failed, what nobody knows yet. */
  readonly violations: ReadonlyMap<string, readonly Violation[]>;
}

/** Plays drawn scenarios until enough was simulated. Returns the exit code. */
export async function runSwarmCommand(given: SwarmCommandOptions, terminal: Terminal): Promise<number> {
  const options = withDefaults(given);
  const { only, seed, hours, seeds, minutes, jobs, shrink } = options;
  const line = swarmLine({ only, seed, hours, seeds, minutes, jobs, shrink });
  const progress = createProgress(terminal, process.stderr.isTTY);
  const say = (text: string) => {
    progress.clear();
    terminal.out(`${text}\n`);
  };
  const signals = stopOnSignals(process, () => process.exit(EXIT_INTERRUPTED));
  const tellOfStop = () => say('Begins no more seeds; once more ends at once.');
  signals.signal.addEventListener('abort', tellOfStop);
  try {
    say(line);
    const soak = await soaked(options, { signal: signals.signal, progress, say });
    const missed = missedLimits(soak.tally);
    say(line);
    for (const told of closingLines(soak, missed)) say(told);
    for (const [failed, violations] of soak.violations) {
      for (const told of writeFailing(failed, violations)) say(told);
    }
    if (signals.signal.aborted) return EXIT_INTERRUPTED;
    // All is said and written: what is not small yet stays as it was drawn.
    signals.signal.removeEventListener('abort', tellOfStop);
    signals.signal.addEventListener('abort', () => process.exit(EXIT_INTERRUPTED));
    await makeSmall(options, soak.tally.failed, say);
    return soak.tally.failed.length + missed.length > 0 ? EXIT_FAILED : 0;
  } finally {
    signals.release();
    progress.clear();
  }
}

function withDefaults(given: SwarmCommandOptions): SwarmCommandOptions {
  if (given.only !== undefined) return given;
  const hasEnd = [given.hours, given.seeds, given.minutes].some((end) => end !== undefined);
  return { ...given, seed: given.seed ?? newSeed(), ...(!hasEnd && { minutes: MINUTES_DEFAULT }) };
}

interface Surroundings {
  /** No seed is begun once it is aborted. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  say(text: string): void;
}

async function soaked(options: SwarmCommandOptions, { signal, progress, say }: Surroundings): Promise<Soak> {
  const violations = new Map<string, readonly Violation[]>();
  let toldMs = performance.now();
  let cpuMs = 0;
  let broken = 0;
  const nextSeed = seedsOf(options);
  const linesMax = options.only === undefined ? LINES_MAX : Number.POSITIVE_INFINITY;
  const fail = (seed: string, found: readonly Violation[]) => {
    violations.set(seed, found);
    for (const line of violationLines(seed, found, linesMax)) say(line);
  };
  const tally = await runSwarm({
    ...(options.only !== undefined ? { jobs: 1 } : options.jobs !== undefined && { jobs: options.jobs }),
    nextSeed: (sofar) => (signal.aborted || broken >= BROKEN_MAX ? null : nextSeed(sofar)),
    onBroken(seed, why) {
      broken += 1;
      fail(seed, [{ clause: 'crash', text: why, kind: null }]);
      if (broken === BROKEN_MAX) say(`${BROKEN_MAX} processes have broken down: no more seeds are begun.`);
    },
    onPlayed(sofar, played, spentMs) {
      cpuMs += spentMs;
      const found = played.violations.filter(({ kind }) => kind === null);
      if (found.length > 0) fail(played.seed, found);
      if (performance.now() - toldMs < PROGRESS_MS) return;
      toldMs = performance.now();
      progress.show(
        `${sofar.seeds} seeds, ${(sofar.simulatedMs / HOUR_MS).toFixed(0)} hours, ${sofar.failed.length} failed`,
      );
    },
  });
  return { tally, cpuMs, violations };
}

/** The seeds in their order, until enough was played. */
function seedsOf({
  seed,
  only,
  hours,
  seeds,
  minutes,
}: SwarmCommandOptions): (tally: Tally) => string | null {
  const beganMs = performance.now();
  let begun = 0;
  return ({ simulatedMs }) => {
    if (seeds !== undefined && begun >= seeds) return null;
    if (hours !== undefined && simulatedMs >= hours * HOUR_MS) return null;
    if (minutes !== undefined && performance.now() - beganMs >= minutes * 60_000) return null;
    begun += 1;
    if (only === undefined) return `${seed}-${begun}`;
    return begun === 1 ? only : null;
  };
}

function closingLines({ tally, cpuMs }: Soak, missed: readonly string[]): string[] {
  const unmet = unmetSoFar(tally);
  return [
    ...tallyLines(tally, cpuMs),
    ...missed.map((limit) => `✗ ${limit}`),
    ...(unmet === 0
      ? []
      : [`${unmet} marks not met yet; named, and a failure, from ${SEEDS_FOR_ALL_MARKS} seeds on`]),
  ];
}

async function makeSmall(
  { shrink, jobs }: SwarmCommandOptions,
  failed: readonly string[],
  say: (text: string) => void,
): Promise<void> {
  const chosen = failed.slice(0, shrink);
  if (chosen.length === 0) return;
  say(`Makes ${chosen.length} of ${failed.length} small, which takes minutes each.`);
  await shrinkSeeds(chosen, {
    ...(jobs !== undefined && { jobs }),
    onShrunk: (drawn, { violations }) => say(writeSmall(drawn, violations)),
    onBroken: (seed, why) => say(`${seed} could not be made small and stays as it was drawn: ${why}`),
  });
}
