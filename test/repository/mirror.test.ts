import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { sourceFiles } from '../support/repository/source-files.ts';

test('every folder of test/unit is one of the source', () => {
  const folders = new Set(
    sourceFiles('test/unit').map(({ path }) => dirname(path).replace('test/unit/', '')),
  );
  const isThere = (folder: string) => existsSync(new URL(`../../${folder}`, import.meta.url));
  expect([...folders].filter((folder) => !isThere(folder))).toEqual([]);
});
