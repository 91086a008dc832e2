// Whether the tests that have to notice a mutant do.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { withMutant } from './copy.ts';
import type { Mutant } from './mutant.ts';

const REPORT = 'report.json';
const TEST_TIMEOUT_MS = 60_000;

/** Prints a line or two for each. Answers how many slipped through; null = a test fails without any of them. */
export async function slippedThroughTests(
  folder: string,
  mutants: readonly Mutant[],
): Promise<number | null> {
  const unharmed = await firstFailure(folder, [...new Set(mutants.map(({ noticedBy }) => noticedBy))]);
  if (unharmed !== null) {
    console.error(`A test fails without any mutant: ${unharmed}`);
    return null;
  }
  let slipped = 0;
  for (const mutant of mutants) {
    const caughtBy = await withMutant(folder, mutant, () => firstFailure(folder, [mutant.noticedBy]));
    if (caughtBy === null) slipped += 1;
    console.log(`${caughtBy === null ? 'SLIPPED' : 'caught '}  ${mutant.name} (${mutant.harm})`);
    if (caughtBy !== null) console.log(`         by: ${caughtBy}`);
  }
  return slipped;
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
