// `npm run bench`: measures, and prints a table; where a workload failed that is told behind the figures of the others.

import { execFileSync, fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import { showUsage } from '../test/support/programs/usage.ts';
import { type BenchOptions, USAGE, wishOf } from './command-line.ts';
import { type Figure, meetsBar, type Size } from './figure.ts';
import { measureAll } from './measure-all.ts';
import { jsonLineOf, tableOf } from './report.ts';
import type { WorkloadResult } from './run-workload.ts';
import type { WorkloadName } from './workloads.ts';

const PROCESS = new URL('run-workload.ts', import.meta.url);

async function main(): Promise<number> {
  const wish = wishOf(process.argv.slice(2));
  if (wish.does !== 'run') return showUsage(wish, USAGE);
  return measure(wish.options);
}

async function measure({ names, size, json }: BenchOptions): Promise<number> {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${platform()} ${arch()}, Node ${process.version}`;
  const commit = currentCommit();
  console.log(`${machine}\ncommit ${commit}, ${size}\n`);
  const { figures, failures } = await measureAll(names, (name) => runApart(name, size));
  console.log(tableOf(figures));
  const missed = figures.filter((figure) => meetsBar(figure) === false).length;
  const barred = figures.filter((figure) => figure.bar !== null).length;
  console.log(`${barred - missed} of ${barred} bars met, ${missed} missed`);
  for (const failure of failures) console.error(failure);
  if (json !== null) {
    const lines = figures.map((figure) => jsonLineOf(figure, { machine, commit, size }));
    writeFileSync(json, lines.join(''));
  }
  return failures.length === 0 ? 0 : 1;
}

async function runApart(name: WorkloadName, size: Size): Promise<readonly Figure[]> {
  if (process.stderr.isTTY) process.stderr.write(`${name} …\n`);
  const execArgv = ['--expose-gc', '--disable-warning=ExperimentalWarning'];
  const child = fork(PROCESS, [name, size], { execArgv, serialization: 'advanced' });
  return new Promise((resolve, reject) => {
    child.once('message', (found) => {
      const { figures, failure } = found as WorkloadResult;
      if (failure === null) resolve(figures);
      else reject(new Error(failure));
    });
    child.once('exit', (code, signal) => reject(new Error(`its process ended with ${code ?? signal}`)));
  });
}

/** Short, with a mark when the tree differs from it; `unknown` outside of a repository. */
function currentCommit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' and changes'}`;
  } catch {
    return 'unknown';
  }
}

process.exitCode = await main();
