// A short turn of the fuzzer, with inputs that nobody has tried before. The seed that it prints tries them again.

import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { wishOf } from '../fuzz/command-line.ts';
import { faultOf, play } from '../fuzz/play.ts';
import { expectSafeLine, type Target } from '../fuzz/target.ts';
import { TARGET_NAMES } from '../fuzz/targets.ts';

const MAIN = fileURLToPath(new URL('../fuzz/main.ts', import.meta.url));
const RUNS = 200;

async function fuzz(...words: string[]) {
  const args = ['--expose-gc', MAIN, ...words];
  const { exitCode, stdout, stderr } = await execa(process.execPath, args, { reject: false });
  return { exitCode, said: `${stdout}\n${stderr}` };
}

it('no target fails in its corpus or in inputs of a new seed (U8)', async () => {
  const seed = randomBytes(4).toString('hex');
  console.log(`npm run fuzz -- --seed ${seed} --runs ${RUNS}`);
  const { exitCode, said } = await fuzz('--seed', seed, '--runs', String(RUNS));
  expect(exitCode, said).toBe(0);
  for (const name of TARGET_NAMES) expect(said).toContain(`✓ ${name}: ${RUNS} inputs`);
});

it('a target that nobody has is refused, and so is a number that is none', async () => {
  expect(await fuzz('nonsense')).toMatchObject({
    exitCode: 64,
    said: expect.stringContaining('handles, rows'),
  });
  expect((await fuzz('handles', '--runs', 'many')).exitCode).toBe(64);
});

it('an option that nobody has is wrong usage, and --help is none', async () => {
  const { exitCode, said } = await fuzz('--nope');
  expect(exitCode).toBe(64);
  expect(said).toContain('Usage: npm run fuzz');
  expect(said).not.toContain('at parseArgs');
  expect(await fuzz('--help')).toMatchObject({
    exitCode: 0,
    said: expect.stringContaining('one minute for each target'),
  });
});

it.each([
  [['--runs', '1.5'], '--runs "1.5"'],
  [['--minutes', ''], '--minutes ""'],
  [['--run', '-1'], '--run'],
  [['--runs', '2', '--minutes', '1'], 'Give one of'],
])('%j is refused', (args, why) => {
  expect(wishOf(args)).toEqual({ does: 'refuse', why: expect.stringContaining(why) });
});

/** Takes every input but those with an `x` in them. */
function brokenBy(run: Target['run']): Target {
  const draw: Target['draw'] = (random) =>
    Buffer.from(`${'y'.repeat(random() * 100)}${random() < 0.2 ? 'x' : ''}yy`);
  return { name: 'broken', draw, run: (input) => (input.includes('x') ? run(input) : undefined) };
}

it.each<[string, Target['run'], RegExp]>([
  ['throws', () => JSON.parse('{'), /SyntaxError/],
  [
    'prints a mark of direction',
    () => expectSafeLine('a\u202eb', 'a log'),
    /U\+202e stands unescaped in a log/,
  ],
  ['holds the loop', () => spin(1_200), /took \d+ ms of processor time/],
  // Touched by nobody: what a page of memory costs at first differs from machine to machine.
  ['makes too much garbage', () => void garbage.push(new Uint8Array(300 * 2 ** 20)), /MiB/],
])('the fuzzer finds an input that %s', async (_, run, text) => {
  const target = brokenBy(run);
  const { failures } = await play({ target, seed: 'a seed', goesOn: (tried) => tried < 200 });
  garbage.length = 0;
  expect(failures).toHaveLength(1);
  expect(failures[0]).toMatchObject({ target: 'broken', text: expect.stringMatching(text) });
  expect(await faultOf(target, Buffer.from('yyy'))).toBeNull();
});

it('the input that it prints is as small as one that fails', async () => {
  const target = brokenBy(() => expectSafeLine('\n', 'a log'));
  const { failures, tried } = await play({ target, seed: 'a seed', goesOn: (count) => count < 200 });
  expect(failures[0]?.input.toString()).toBe('x');
  const again = await play({ target, seed: 'a seed', firstRun: tried, goesOn: (count) => count < 1 });
  expect(again.failures[0]?.run).toBe(failures[0]?.run);
});

const garbage: Uint8Array[] = [];

function spin(ms: number): void {
  const before = process.cpuUsage();
  for (;;) {
    const { user, system } = process.cpuUsage(before);
    if (user + system > ms * 1_000) return;
  }
}
