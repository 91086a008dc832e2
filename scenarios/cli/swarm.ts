import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Terminal } from '../../engine/cli/terminal.ts';
import { NoSuchTree, playAgainst } from '../swarm/against.ts';
import { changeOf } from '../swarm/conduct.ts';
import { SEEDS_FOR_ALL_MARKS, unmet } from '../swarm/expected-marks.ts';
import { runSwarm } from '../swarm/swarm.ts';
import { type Tally, tallyLines } from '../swarm/tally.ts';
import { scenarioText } from '../swarm/write-scenario.ts';
import { EXIT_FAILED, EXIT_USAGE } from './exit-codes.ts';

export interface SwarmCommandOptions {
  readonly seed: string;
  /** Simulated. */
  readonly hours?: number;
  readonly seeds?: number;
  /** Of this machine. */
  readonly minutes?: number;
  readonly jobs?: number;
  /** Failing scenarios that are made small at most. */
  readonly shrink: number;
}

export interface AgainstCommandOptions {
  readonly against: string;
  readonly seed: string;
  readonly seeds?: number;
  readonly jobs?: number;
}

const COMPARED_DEFAULT = 2_000;
const SHOWN_MAX = 20;

const RESULTS_FOLDER = 'results';
const HOUR_MS = 3_600_000;
const PROGRESS_MS = 1_000;

/** Plays drawn scenarios until enough was simulated. Returns the exit code. */
export async function runSwarmCommand(options: SwarmCommandOptions, terminal: Terminal): Promise<number> {
  const { seed, hours, seeds, minutes, jobs } = options;
  const beganMs = performance.now();
  let begun = 0;
  const goesOn = (tally: Tally) => {
    if (seeds !== undefined && begun >= seeds) return false;
    if (hours !== undefined && tally.simulatedMs >= hours * HOUR_MS) return false;
    if (minutes !== undefined && performance.now() - beganMs >= minutes * 60_000) return false;
    begun += 1;
    return true;
  };
  let toldMs = beganMs;
  let cpuMs = 0;
  terminal.out(`swarm --seed ${seed}\n`);
  const tally = await runSwarm({
    seed,
    goesOn,
    ...(jobs !== undefined && { jobs }),
    shrinkMax: options.shrink,
    onPlayed(sofar, played, spentMs) {
      cpuMs += spentMs;
      for (const { clause, text, kind } of played.violations) {
        if (kind === null) terminal.out(`✗ ${played.seed} ${clause}: ${JSON.stringify(text)}\n`);
      }
      if (!process.stderr.isTTY || performance.now() - toldMs < PROGRESS_MS) return;
      toldMs = performance.now();
      terminal.err(
        `\r${sofar.seeds} seeds, ${(sofar.simulatedMs / HOUR_MS).toFixed(0)} hours, ${sofar.failed.length} failed`,
      );
    },
    onShrunk(drawn, { violations }) {
      const folder = join(RESULTS_FOLDER, drawn.about);
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `${drawn.about}.yaml`);
      writeFileSync(file, scenarioText(drawn, violations));
      terminal.out(`${file}\n  npm run scenario -- ${file}\n`);
    },
  });
  for (const line of tallyLines(tally, cpuMs)) terminal.out(`${line}\n`);
  const missing = unmet(tally.marks);
  for (const mark of missing) terminal.out(`  never met    ${mark}\n`);
  const hasStopped = tally.seeds >= SEEDS_FOR_ALL_MARKS && missing.length > 0;
  return tally.failed.length > 0 || hasStopped ? EXIT_FAILED : 0;
}

/** Compares with the gateway of another revision. Returns the exit code. */
export async function runAgainstCommand(options: AgainstCommandOptions, terminal: Terminal): Promise<number> {
  const { against, seed, seeds = COMPARED_DEFAULT, jobs } = options;
  terminal.out(`swarm --against ${against} --seed ${seed} --seeds ${seeds}\n`);
  const changes = new Map<string, number>();
  let differing = 0;
  const comparing = playAgainst({
    revision: against,
    seed,
    seeds,
    ...(jobs !== undefined && { jobs }),
    onCompared(played, found) {
      if (found.length > 0) differing += 1;
      for (const one of found) changes.set(changeOf(one), (changes.get(changeOf(one)) ?? 0) + 1);
      if (differing > SHOWN_MAX) return;
      for (const { subject, name, before, after } of found.slice(0, 3))
        terminal.out(`≠ ${played} ${subject} of ${name}: ${JSON.stringify([before, after])}\n`);
    },
  });
  try {
    await comparing;
  } catch (error) {
    if (!(error instanceof NoSuchTree)) throw error;
    terminal.err(`imgate-lab: ${error.message}\n`);
    return EXIT_USAGE;
  }
  for (const [change, count] of [...changes].sort())
    terminal.out(`${String(count).padStart(8)}  ${change}\n`);
  terminal.out(`${seeds} seeds against ${against}: ${seeds - differing} equal, ${differing} differ\n`);
  return differing > 0 ? EXIT_FAILED : 0;
}
