import { availableParallelism } from 'node:os';
import type { Result } from '../result.ts';
import { type RunOptions, runScenario } from '../run.ts';
import type { Scenario } from '../scenario.ts';
import { runInJobs } from './pool.ts';

interface RunAllOptions extends RunOptions {
  /** How many processes. Default: one a core, as soon as they gain more than they cost. */
  readonly jobs?: number;
}

/** What is left to do must take longer than this for another process, which has to start first, to gain anything. */
const WORTH_SPREADING_MS = 2_000;

/** Runs all of them and tells each result in the order in which the scenarios were given. */
export async function runAll(
  scenarios: readonly Scenario[],
  { jobs, ...options }: RunAllOptions,
  onResult: (result: Result) => void,
): Promise<void> {
  const cores = jobs ?? availableParallelism();
  const beganMs = performance.now();
  /** What is left after so many scenarios, judged by those. */
  const leftMs = (done: number) => {
    if (jobs !== undefined || options.driver === 'spawned') return Infinity;
    return done === 0 ? 0 : ((performance.now() - beganMs) / done) * (scenarios.length - done);
  };
  let done = 0;
  while (done < scenarios.length) {
    if (cores > 1 && scenarios.length - done > 1 && leftMs(done) > WORTH_SPREADING_MS) break;
    onResult(await runScenario(scenarios[done]!, options));
    done += 1;
  }
  const tell = inOrder(onResult);
  await runInJobs(scenarios.slice(done), options, { jobs: cores, onResult: tell });
}

/** Holds results back until all before them have come. */
function inOrder(onResult: (result: Result) => void): (result: Result, index: number) => void {
  const waiting = new Map<number, Result>();
  let next = 0;
  return (result, index) => {
    waiting.set(index, result);
    for (let ready = waiting.get(next); ready !== undefined; ready = waiting.get(next)) {
      waiting.delete(next);
      next += 1;
      onResult(ready);
    }
  };
}
