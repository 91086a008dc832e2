// Draws and plays scenarios on all cores until enough time was simulated, and writes down what fails, made small.

import { availableParallelism } from 'node:os';
import type { Drawn } from './drawn.ts';
import { startJob } from './job.ts';
import type { Played } from './play.ts';
import type { SwarmTask } from './swarm-job.ts';
import { added, NOTHING, type Tally } from './tally.ts';

export interface SwarmOptions {
  /** The first seed is `<seed>-1`, and so on. */
  readonly seed: string;
  /** Whether another seed is to be begun. */
  goesOn(tally: Tally): boolean;
  /** How many processes. Default: one a core. */
  readonly jobs?: number;
  /** Failing seeds that are made small; shrinking takes minutes. Default 5. */
  readonly shrinkMax?: number;
  /** `cpuMs` = the processor time that it took to play the seed. */
  onPlayed?(tally: Tally, played: Played, cpuMs: number): void;
  onShrunk?(drawn: Drawn, played: Played): void;
}

const SHRINK_DEFAULT = 5;

export async function runSwarm(options: SwarmOptions): Promise<Tally> {
  const { seed, goesOn, jobs = availableParallelism(), shrinkMax = SHRINK_DEFAULT } = options;
  let tally = NOTHING;
  let begun = 0;
  const nextTask = (): SwarmTask | null => {
    if (!goesOn(tally)) return null;
    begun += 1;
    return { does: 'play', seed: `${seed}-${begun}` };
  };
  const work = async () => {
    const job = startJob();
    for (let task = nextTask(); task !== null; task = nextTask()) {
      const answer = await job.run(task);
      if (answer.did === 'play') {
        tally = added(tally, answer.played);
        options.onPlayed?.(tally, answer.played, answer.cpuMs);
      }
    }
    job.end();
  };
  await Promise.all(Array.from({ length: jobs }, work));
  await shrinkAll(tally.failed.slice(0, shrinkMax), jobs, options);
  return tally;
}

async function shrinkAll(seeds: readonly string[], jobs: number, { onShrunk }: SwarmOptions): Promise<void> {
  const left = [...seeds];
  const work = async () => {
    const job = startJob();
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      const answer = await job.run({ does: 'shrink', seed });
      if (answer.did === 'shrink') onShrunk?.(answer.drawn, answer.played);
    }
    job.end();
  };
  await Promise.all(Array.from({ length: Math.min(jobs, seeds.length) }, work));
}
