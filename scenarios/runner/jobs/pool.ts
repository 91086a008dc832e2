// Scenarios on several processes. Each takes the next file when it has done one.

import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Result } from '../result.ts';
import type { RunOptions } from '../run.ts';
import type { Scenario } from '../scenario.ts';

export interface JobTask {
  readonly file: string;
  readonly options: RunOptions;
}

interface PoolOptions {
  /** How many processes. */
  readonly jobs: number;
  /** What each of them runs. Default: the runner of scenarios. */
  readonly entry?: string;
  /** Called with each result as it comes, and where its scenario stands among those given. */
  onResult(result: Result, index: number): void;
}

/** The end of what a process that breaks down says of it. */
const LAST_WORDS_CHARS = 2_000;

const ENTRY = fileURLToPath(new URL(`job${extname(import.meta.url)}`, import.meta.url));

/** Resolves when each has its result: a process that breaks down fails the scenario that it ran, and no other. */
export async function runInJobs(
  scenarios: readonly Scenario[],
  options: RunOptions,
  { jobs, entry = ENTRY, onResult }: PoolOptions,
): Promise<void> {
  let next = 0;
  const takeNext = () => (next < scenarios.length ? next++ : null);
  const work = async () => {
    let job: Job | null = null;
    for (let index = takeNext(); index !== null; index = takeNext()) {
      job ??= startJob(entry);
      const scenario = scenarios[index]!;
      const answer = await job.run({ file: scenario.file, options });
      if ('result' in answer) onResult(answer.result, index);
      else {
        onResult(brokenDown(scenario, options, answer.lines), index);
        job = null;
      }
    }
    job?.end();
  };
  await Promise.all(Array.from({ length: Math.min(jobs, scenarios.length) }, work));
}

interface Job {
  /** Answers with the result, or with why there is none, after which the job is over. */
  run(task: JobTask): Promise<{ readonly result: Result } | { readonly lines: readonly string[] }>;
  end(): void;
}

function startJob(entry: string): Job {
  const child: ChildProcess = fork(entry, {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let lastWords = '';
  child.stderr!.on('data', (bytes: Buffer) => {
    lastWords = (lastWords + bytes.toString()).slice(-LAST_WORDS_CHARS);
  });
  return {
    run: (task) =>
      new Promise((resolve) => {
        const onMessage = (message: unknown) => {
          child.off('close', onClose);
          resolve({ result: message as Result });
        };
        const onClose = (code: number | null, signal: string | null) => {
          child.off('message', onMessage);
          const end = signal === null ? `with exit code ${code}` : `by ${signal}`;
          const said = lastWords.split('\n').filter((line) => line !== '');
          resolve({ lines: [`the process that ran it ended ${end}`, ...said] });
        };
        child.once('message', onMessage).once('close', onClose);
        // Where the process is gone already, that it closes says so.
        child.send(task, () => {});
      }),
    end: () => child.disconnect(),
  };
}

function brokenDown(scenario: Scenario, options: RunOptions, lines: readonly string[]): Result {
  const { file, about, seed } = scenario;
  return {
    file,
    about,
    driver: options.driver,
    seed: options.seed ?? seed,
    speed: null,
    outcome: 'failed',
    failure: { position: { line: 1, column: 1 }, lines },
    record: null,
  };
}
