// Breaks the product on purpose, one place at a time, and shows that the suite notices. Works on a copy of the
// tree in a temporary folder.

import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { MUTANTS, type Mutant } from './mutants.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COPIED = [
  'engine',
  'fake-imsg',
  'scenarios',
  'bench',
  'test',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];
/** The parts of the suite that need no other process; what they do not notice counts as slipped through. */
const SUITES = ['test/unit/engine', 'test/property', 'test/sim'];
const REPORT = 'report.json';
const TEST_TIMEOUT_MS = 60_000;

function copyTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'imgate-mutants-'));
  for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Runs `body` with the mutant in place, and takes it out again. */
async function withMutant<T>(folder: string, mutant: Mutant, body: () => Promise<T>): Promise<T> {
  const path = join(folder, mutant.file);
  const source = readFileSync(path, 'utf8');
  const places = source.split(mutant.find).length - 1;
  if (places !== 1)
    throw new Error(`${mutant.name}: its text stands ${places} times in ${mutant.file}, not once.`);
  writeFileSync(
    path,
    source.replace(mutant.find, () => mutant.replace),
  );
  try {
    return await body();
  } finally {
    writeFileSync(path, source);
  }
}

/** The first test that failed, or null when all passed. */
async function firstFailure(folder: string): Promise<string | null> {
  const args = [
    'vitest',
    'run',
    '--bail',
    '1',
    '--reporter',
    'json',
    `--outputFile=${REPORT}`,
    `--testTimeout=${TEST_TIMEOUT_MS}`,
    ...SUITES,
  ];
  const { exitCode, stderr } = await execa('npx', args, { cwd: folder, reject: false });
  if (exitCode === 0) return null;
  const report = JSON.parse(readFileSync(join(folder, REPORT), 'utf8')) as {
    testResults: {
      assertionResults: { status: string; fullName: string }[];
      message: string;
      name: string;
    }[];
  };
  for (const { assertionResults } of report.testResults) {
    const failed = assertionResults.find((result) => result.status === 'failed');
    if (failed) return failed.fullName;
  }
  throw new Error(
    `The suite did not run: ${report.testResults.map((result) => result.message).join(' ')}${stderr}`,
  );
}

async function main(): Promise<number> {
  const names = process.argv.slice(2);
  const chosen = names.length === 0 ? MUTANTS : MUTANTS.filter((mutant) => names.includes(mutant.name));
  const unknown = names.filter((name) => !MUTANTS.some((mutant) => mutant.name === name));
  if (unknown.length > 0) {
    const known = MUTANTS.map((mutant) => mutant.name).join(', ');
    console.error(`There is no mutant ${unknown.join(', ')}. There are: ${known}.`);
    return 64;
  }
  const folder = copyTree();
  let slipped = 0;
  try {
    const unharmed = await firstFailure(folder);
    if (unharmed !== null) {
      console.error(`The suite fails without any mutant: ${unharmed}`);
      return 1;
    }
    for (const mutant of chosen) {
      const caughtBy = await withMutant(folder, mutant, () => firstFailure(folder));
      if (caughtBy === null) slipped += 1;
      console.log(`${caughtBy === null ? 'SLIPPED' : 'caught '}  ${mutant.name} (${mutant.harm})`);
      if (caughtBy !== null) console.log(`         by: ${caughtBy}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.log(`${chosen.length - slipped} of ${chosen.length} mutants caught`);
  return slipped === 0 ? 0 : 1;
}

process.exitCode = await main();
