// `scenario run` on several processes.

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { runInJobs } from '../../scenarios/runner/jobs/pool.ts';
import { loadScenario } from '../../scenarios/runner/load.ts';
import type { Result } from '../../scenarios/runner/result.ts';
import { programPath } from '../support/processes/programs.ts';

const MAIN = programPath('imgate-lab');
const BREAKS = fileURLToPath(new URL('../support/scenarios/job-that-breaks.ts', import.meta.url));

const scenarioText = (name: string, step = '- wait: 1s') =>
  [`about: ${name}`, 'covers: [A1]', 'people: { alice: "+15550001111" }', 'steps:', step, ''].join('\n');

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'imgate-jobs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.yaml`), text);
  return folder;
}

const run = (folder: string, ...args: string[]) =>
  execa(process.execPath, [MAIN, 'scenario', 'run', folder, ...args], { cwd: folder, reject: false });

test('results come in the order of the files, whichever process is done first', async () => {
  const folder = folderWith({
    a: scenarioText('a', '- alice: { sends: "n{n}", times: 30, every: 1s }\n- wait: 1m'),
    b: scenarioText('b'),
    c: scenarioText('c', '- expect: { turns: 1, within: 1s }'),
    d: scenarioText('d'),
  });
  const { exitCode, stdout } = await run(folder, '--jobs', '2');
  expect(exitCode).toBe(1);
  const heads = stdout.split('\n').filter((line) => /^[✓✗]/.test(line));
  expect(heads).toEqual(['✓ a (sim)', '✓ b (sim)', '✗ c (sim) seed c', '✓ d (sim)']);
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('3 passed, 1 failed, 0 inconclusive');
});

test('what happened comes along, for programs as well', async () => {
  const folder = folderWith({ a: scenarioText('a'), b: scenarioText('b') });
  const [one, two] = await Promise.all([
    run(folder, '--reporter', 'json', '--jobs', '1'),
    run(folder, '--reporter', 'json', '--jobs', '2'),
  ]);
  expect(one.stdout).toContain('line 5: wait 1s');
  expect(two.stdout).toBe(one.stdout);
});

test('a process that breaks down fails its own file, and the others go on', async () => {
  const scenarios = ['a', 'breaks', 'c', 'd'].map((name) => loadScenario(scenarioText(name), `${name}.yaml`));
  const results: Result[] = [];
  await runInJobs(
    scenarios,
    { driver: 'sim' },
    {
      jobs: 1,
      entry: BREAKS,
      onResult: (result, index) => {
        results[index] = result;
      },
    },
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'passed', 'passed']);
  expect(results[1]).toMatchObject({
    file: 'breaks.yaml',
    about: 'breaks',
    failure: { lines: ['the process that ran it ended by SIGKILL', 'out of memory'] },
  });
});

test('Ctrl-C ends all of them, and leaves no folder', async () => {
  const long = '- expect: { turns: 1, for: 100h }';
  const folder = folderWith({ a: scenarioText('a', long), b: scenarioText('b', long) });
  const temporary = folderWith({});
  const child = execa(
    process.execPath,
    [MAIN, 'scenario', 'run', folder, '--driver', 'spawned', '--jobs', '2'],
    {
      cwd: folder,
      env: { TMPDIR: temporary },
      reject: false,
      stdout: 'pipe',
    },
  );
  const made = () => readdirSync(temporary).filter((name) => name.startsWith('imgate-scenario-'));
  for await (const _ of watch(temporary)) if (made().length === 2) break;
  child.kill('SIGINT');
  // The output ends with the last process that holds it.
  for await (const _ of createInterface({ input: child.stdout }));
  expect((await child).exitCode).toBe(130);
  expect(made()).toEqual([]);
});
