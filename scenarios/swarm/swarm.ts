// Plays seeds on all cores, and makes those small that fail. A process that breaks down costs its seed and no other.

import { availableParallelism } from 'node:os';
import type { Drawn } from './drawn.ts';
import { type Job, startJob } from './job.ts';
import type { Played } from './play.ts';
import type { SwarmAnswer, SwarmTask } from './swarm-job.ts';
import { added, NOTHING, type Tally, withBroken } from './tally.ts';

interface PoolOptions {
  /** How many processes. Default: one a core. */
  readonly jobs?: number;
  /** Starts one of them. Default: a process of this tree. */
  start?(): Job;
  /** The process of a seed broke down or did not come to an end; `why` says which. */
  onBroken?(seed: string, why: string): void;
}

export interface SwarmOptions extends PoolOptions {
  /** The next seed to be played; null = no more is to be begun. */
  nextSeed(tally: Tally): string | null;
  /** `cpuMs` = the processor time that it took to play the seed. */
  onPlayed?(tally: Tally, played: Played, cpuMs: number): void;
}

export interface ShrinkOptions extends PoolOptions {
  onShrunk(drawn: Drawn, played: Played): void;
}

/** Plays until there is no next seed. */
export async function runSwarm(options: SwarmOptions): Promise<Tally> {
  const { nextSeed, onPlayed, onBroken, jobs = availableParallelism() } = options;
  let tally = NOTHING;
  const pool = {
    ...options,
    onBroken(seed: string, why: string) {
      tally = withBroken(tally, seed);
      onBroken?.(seed, why);
    },
  };
  const nextTask = (): SwarmTask | null => {
    const seed = nextSeed(tally);
    return seed === null ? null : { does: 'play', seed };
  };
  await inParallel(jobs, pool, nextTask, (answer) => {
    if (answer.did !== 'play') return;
    tally = added(tally, answer.played);
    onPlayed?.(tally, answer.played, answer.cpuMs);
  });
  return tally;
}

/** Makes failing seeds small; that takes minutes each. */
export async function shrinkSeeds(seeds: readonly string[], options: ShrinkOptions): Promise<void> {
  const { jobs = availableParallelism(), onShrunk } = options;
  const left = [...seeds];
  const nextTask = (): SwarmTask | null => {
    const seed = left.shift();
    return seed === undefined ? null : { does: 'shrink', seed };
  };
  await inParallel(Math.min(jobs, seeds.length), options, nextTask, (answer) => {
    if (answer.did === 'shrink') onShrunk(answer.drawn, answer.played);
  });
}

async function inParallel(
  jobs: number,
  { start = startJob, onBroken }: PoolOptions,
  nextTask: () => SwarmTask | null,
  onAnswer: (answer: SwarmAnswer) => void,
): Promise<void> {
  const work = async () => {
    let job: Job | null = null;
    for (let task = nextTask(); task !== null; task = nextTask()) {
      job ??= start();
      const answer = await job.run(task).catch((error: Error) => error);
      if (answer instanceof Error) {
        job = null;
        onBroken?.(task.seed, answer.message);
      } else onAnswer(answer);
    }
    job?.end();
  };
  await Promise.all(Array.from({ length: jobs }, work));
}
