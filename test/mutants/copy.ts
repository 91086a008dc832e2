// A copy of the tree in which mutants are put in place, one at a time.

import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sourceFiles } from '../support/repository/source-files.ts';
import type { Mutant } from './mutant.ts';
import { mutated, placeOf } from './place.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COPIED = [
  '.ci',
  'engine',
  'fake-imsg',
  'scenarios',
  'bench',
  'test',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];

/** Runs `body` with a copy of the tree in a temporary folder, which goes afterwards. */
export async function withCopy<T>(body: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'imgate-mutants-'));
  try {
    for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs `body` with the mutant in place, and takes it out again. */
export async function withMutant<T>(folder: string, mutant: Mutant, body: () => Promise<T>): Promise<T> {
  const place = placeOf(mutant, sourceFiles('engine', `${folder}/`));
  const path = join(folder, place.file.path);
  writeFileSync(path, mutated(place, mutant));
  try {
    return await body();
  } finally {
    writeFileSync(path, place.file.text);
  }
}
