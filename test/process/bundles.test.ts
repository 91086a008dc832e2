// The bundles of imgate and imgate-lab: few files in place of the sources, and nobody who runs them notices.

import { copyFileSync, cpSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { loadedBy } from '../support/processes/loaded-modules.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';
import { PROGRAMS } from '../support/processes/programs.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCENARIO = 'scenarios/two-people-at-once.yaml';

type Line = readonly [name: keyof typeof PROGRAMS, line: string];

/** Each loads other parts. */
const WIDE: readonly Line[] = [
  ['imgate', 'gateway --config /no/such.json5'],
  ['imgate-lab', `scenario run ${SCENARIO} scenarios/dump-and-link.yaml --jobs 2`],
];

it.each<Line>([
  ['imgate', 'status --state-dir /no/such/folder'],
  ['imgate', 'errors rpc_busy'],
  ['imgate', 'no-such-command'],
  ['imgate-lab', `scenario run ${SCENARIO} --reporter json`],
])('%s %s: the bundle says what the sources say, and ends as they do', async (name, line) => {
  const answer = async (program: string) => {
    const argv = [program, ...line.split(' ')];
    const { stdout, stderr, exitCode } = await execa(process.execPath, argv, { cwd: ROOT, reject: false });
    // How fast it went is another matter each time.
    const said = stdout.replace(/\d+ \w+(?: hours)? per CPU second/g, '');
    return { said, stderr, exitCode };
  };
  const { source, bundle } = PROGRAMS[name];
  expect(await answer(bundle)).toEqual(await answer(source));
});

it.each(WIDE)('%s %s: the bundle loads few files, and no source', async (name, line) => {
  const { loaded } = await loadedBy(PROGRAMS[name].bundle, line.split(' '));
  const ours = loaded.filter((file) => !file.startsWith('node_modules/'));
  expect(ours.length).toBeGreaterThan(2);
  expect(ours.length).toBeLessThanOrEqual(60);
  expect(ours.filter((file) => file.endsWith('.ts'))).toEqual([]);
});

it.each(WIDE)('%s %s: a change of whatever the sources load is noticed', async (name, line) => {
  const { source, bundle } = PROGRAMS[name];
  const { SOURCES } = await import(pathToFileURL(join(ROOT, bundle, '../sources.js')).href);
  const watched = SOURCES.map(([path]: [string]) => path);
  const { loaded } = await loadedBy(source, line.split(' '));
  const sources = loaded.filter((file) => file.endsWith('.ts'));
  expect(sources).toContain(source);
  expect(sources.filter((file) => !watched.includes(file))).toEqual([]);
});

it.each(['imgate', 'imgate-lab'] as const)('%s runs from its sources where one has changed', async (name) => {
  const { source, bundle } = PROGRAMS[name];
  const root = temporaryFolder();
  cpSync(join(ROOT, bundle, '..'), join(root, bundle, '..'), { recursive: true });
  const others = [
    '.ci',
    'engine',
    'fake-imsg',
    'scenarios',
    'node_modules',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ];
  for (const part of others) symlinkSync(join(ROOT, part), join(root, part));
  const loadsSource = async () => (await loadedBy(join(root, bundle), ['--version'])).loaded.includes(source);
  expect(await loadsSource()).toBe(false);
  rmSync(join(root, 'package-lock.json'));
  copyFileSync(join(ROOT, 'package-lock.json'), join(root, 'package-lock.json'));
  utimesSync(join(root, 'package-lock.json'), 1_000_000, 1_000_000);
  expect(await loadsSource()).toBe(true);
});

/** Prints the trace of the first line that the program writes, and ends it. */
const TELLS_TRACE = `Error.stackTraceLimit = 50;
  process.stdout.write = () => { process._rawDebug(new TypeError('here').stack); process.exit(3); }`;

it.each([
  ['imgate', '--help'],
  ['imgate-lab', `scenario run ${SCENARIO}`],
] as const)('%s %s: a trace names the lines of the sources', async (name, line) => {
  const trace = async (program: string) => {
    const witness = `data:text/javascript,${encodeURIComponent(TELLS_TRACE)}`;
    const argv = ['--import', witness, program, ...line.split(' ')];
    const { stderr } = await execa(process.execPath, argv, { cwd: ROOT, reject: false });
    // Where in a line is left out, and how Node came to the program.
    const frames = stderr.split('\n').filter((frame) => !/node:internal|-bundle\/start\.js/.test(frame));
    return frames.map((frame) => frame.replace(/(:\d+):\d+(\)?)$/, '$1$2'));
  };
  const { source, bundle } = PROGRAMS[name];
  const bundled = await trace(bundle);
  expect(bundled[0]).toBe('TypeError: here');
  expect(bundled.at(-1)).toContain(source);
  expect(bundled).toEqual(await trace(source));
});

it('an error of Node itself shows its code in a trace, as without the bundle', async () => {
  const witness = `data:text/javascript,process.stdout.write = () => process._rawDebug(
    (() => { try { Buffer.alloc('x'); } catch (error) { return error.stack; } })())`;
  const headOf = async (program: string) => {
    const argv = ['--import', witness, program, '--version'];
    const { stderr } = await execa(process.execPath, argv, { cwd: ROOT, reject: false });
    return stderr.split('\n')[0];
  };
  expect(await headOf(PROGRAMS.imgate.source)).toMatch(/^TypeError \[ERR_INVALID_ARG_TYPE\]: /);
  expect(await headOf(PROGRAMS.imgate.bundle)).toBe(await headOf(PROGRAMS.imgate.source));
});
