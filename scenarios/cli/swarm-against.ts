import type { Terminal } from '../../engine/cli/terminal.ts';
import { NoSuchTree, playAgainst } from '../swarm/against.ts';
import { changeOf } from '../swarm/conduct.ts';
import { EXIT_FAILED, EXIT_USAGE } from './exit-codes.ts';
import { newSeed, swarmLine } from './swarm-line.ts';

export interface AgainstCommandOptions {
  readonly against: string;
  /** Default: a new one. */
  readonly seed?: string;
  readonly seeds?: number;
  readonly jobs?: number;
}

const COMPARED_DEFAULT = 2_000;
const SHOWN_MAX = 20;

/** Compares with the gateway of another revision. Returns the exit code. */
export async function runAgainstCommand(options: AgainstCommandOptions, terminal: Terminal): Promise<number> {
  const { against, seed = newSeed(), seeds = COMPARED_DEFAULT, jobs } = options;
  terminal.out(`${swarmLine({ against, seed, seeds, jobs })}\n`);
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
