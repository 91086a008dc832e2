// The swarm's command line, in real processes.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it, type TestContext } from 'vitest';
import { startJob } from '../../scenarios/swarm/job.ts';
import { programPath } from '../support/processes/programs.ts';

const MAIN = programPath('imgate-lab');

function emptyFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'imgate-swarm-'));
  context.onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const swarm = (cwd: string, ...words: string[]) =>
  execa(process.execPath, [MAIN, 'swarm', ...words], { cwd, reject: false });

it('the line that was asked for stands above everything and above the closing table', async (context) => {
  const { stdout } = await swarm(emptyFolder(context), '--seed', 'short', '--seeds', '2', '--jobs', '1');
  const lines = stdout.split('\n');
  const line = 'imgate-lab swarm --seed short --seeds 2 --jobs 1 --shrink 5';
  expect(lines[0]).toBe(line);
  expect(lines[lines.lastIndexOf(line) + 1]).toMatch(/^2 seeds, /);
  expect(lines.lastIndexOf(line)).toBeGreaterThan(0);
  expect(stdout).not.toContain('never met');
  expect(stdout).toMatch(/^\d+ marks not met yet/m);
});

it('one seed of a swarm can be played again, and two swarms draw from other seeds', async (context) => {
  const folder = emptyFolder(context);
  const [again, one, other] = await Promise.all([
    swarm(folder, '--only', 'short-2'),
    swarm(folder, '--seeds', '1', '--jobs', '1', '--shrink', '0'),
    swarm(folder, '--seeds', '1', '--jobs', '1', '--shrink', '0'),
  ]);
  expect(again.stdout).toMatch(/^imgate-lab swarm --only short-2 /);
  expect(again.stdout).toMatch(/^1 seeds, /m);
  expect(one.stdout.split('\n')[0]).not.toBe(other.stdout.split('\n')[0]);
});

it('Ctrl-C begins no more seeds and prints the closing table', async (context) => {
  const running = swarm(emptyFolder(context), '--minutes', '30', '--jobs', '1');
  running.stdout.once('data', () => running.kill('SIGINT'));
  const { stdout, exitCode } = await running;
  expect(exitCode).toBe(130);
  expect(stdout).toMatch(/^[01] seeds, /m);
});

it('a process that has gone is told of at once, also where it was sent nothing yet', async (context) => {
  const entry = join(emptyFolder(context), 'gone.mjs');
  writeFileSync(entry, 'process.exit(3);');
  const job = startJob(entry);
  const task = { does: 'play', seed: 'a-1' } as const;
  await expect(job.run(task)).rejects.toThrow('the process that played seed a-1 broke down');
  await expect(job.run(task)).rejects.toThrow('the process that played seed a-1 broke down');
  job.end();
});
