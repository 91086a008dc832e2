// Breaks the product on purpose, one place at a time, and shows that the test that has to notice does. Works on a
// copy of the tree in a temporary folder.

import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { sourceFiles } from '../support/repository/source-files.ts';
import { MUTANTS, type Mutant } from './mutants.ts';
import { mutated, placeOf } from './place.ts';

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
  const place = placeOf(mutant, sourceFiles('engine'));
  const path = join(folder, place.file.path);
  writeFileSync(path, mutated(place, mutant));
  try {
    return await body();
  } finally {
    writeFileSync(path, place.file.text);
  }
}

/** The first of these tests that failed, or null when all passed. */
async function firstFailure(folder: string, tests: readonly string[]): Promise<string | null> {
  const args = [
    'vitest',
    'run',
    '--bail',
    '1',
    '--reporter',
    'json',
    `--outputFile=${REPORT}`,
    `--testTimeout=${TEST_TIMEOUT_MS}`,
    ...tests.map((path) => `test/${path}`),
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
    const unharmed = await firstFailure(folder, [...new Set(chosen.map(({ noticedBy }) => noticedBy))]);
    if (unharmed !== null) {
      console.error(`A test fails without any mutant: ${unharmed}`);
      return 1;
    }
    for (const mutant of chosen) {
      const caughtBy = await withMutant(folder, mutant, () => firstFailure(folder, [mutant.noticedBy]));
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
