// Draws and plays scenarios on all cores until enough time was simulated, and writes down what fails, made small.

import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Drawn } from './drawn.ts';
import type { Played } from './play.ts';
import type { SwarmAnswer, SwarmTask } from './swarm-job.ts';
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

const ENTRY = fileURLToPath(new URL(`swarm-job${extname(import.meta.url)}`, import.meta.url));
const SHRINK_DEFAULT = 5;
/** A seed takes a second, rarely ten, and shrinking plays hundreds of them. */
const ENDLESS_MS = 10 * 60_000;

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

interface Job {
  run(task: SwarmTask): Promise<SwarmAnswer>;
  end(): void;
}

/** Rejects where the process breaks down or never comes to an end: the seed that it played is the finding. */
function startJob(): Job {
  const child: ChildProcess = fork(ENTRY, {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        const watchdog = setTimeout(() => child.kill('SIGKILL'), ENDLESS_MS);
        const onClose = (_code: unknown, signal: string | null) => {
          clearTimeout(watchdog);
          const how = signal === 'SIGKILL' ? 'did not come to an end, or was killed' : 'broke down';
          reject(new Error(`the process that played seed ${task.seed} ${how}`));
        };
        child.once('close', onClose);
        child.once('message', (answer) => {
          clearTimeout(watchdog);
          child.off('close', onClose);
          resolve(answer as SwarmAnswer);
        });
        child.send(task, () => {});
      }),
    end: () => child.disconnect(),
  };
}
