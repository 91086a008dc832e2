// What a file exports is what others use: whoever reads it knows by the word which names matter beyond it.

import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceFiles, withoutComments } from '../support/repository/source-files.ts';

interface Code {
  readonly path: string;
  readonly code: string;
}

/** What programs that embed the engine import. */
const PUBLIC = 'engine/index.ts';
const HOUSE = ['engine', 'fake-imsg', 'scenarios', 'bench', 'test', '.ci'].flatMap(codeUnder);

function codeUnder(folder: string): Code[] {
  return sourceFiles(folder)
    .filter(({ path }) => path.endsWith('.ts'))
    .map(({ path, text }) => ({ path, code: withoutComments(text) }));
}

const NAMED =
  /\b(?:import|export)\s+(?:type\s+)?(?:\w+\s*,\s*)?(\{[^}]*\}|\*(?:\s+as\s+\w+)?)\s*from\s*['"](\.[^'"]+)['"]/g;
const AWAITED = /\bimport\(\s*['"](\.[^'"]+)['"]\s*\)\)?(?:\.(\w+))?/g;
const EXPORTED =
  /(?<=^|\n)export\s+(?:abstract\s+|async\s+)*(function\*?|const|let|class|interface|type)\s+(\w+)/g;

/** Every `path name` that some file takes from another; `path *` where it takes all there is. */
function takenNames(files: readonly Code[]): Set<string> {
  const taken = new Set<string>();
  for (const { path, code } of files) {
    const from = (name: string) => posix.join(posix.dirname(path), name);
    for (const [, names, file] of code.matchAll(NAMED)) {
      for (const name of namesIn(names!)) taken.add(`${from(file!)} ${name}`);
    }
    for (const [, file, name = '*'] of code.matchAll(AWAITED)) taken.add(`${from(file!)} ${name}`);
  }
  return taken;
}

function namesIn(list: string): string[] {
  if (list.startsWith('*')) return ['*'];
  const names = list.slice(1, -1).split(',');
  return names
    .map(
      (name) =>
        name
          .trim()
          .replace(/^type\s+/, '')
          .split(/\s/)[0]!,
    )
    .filter((name) => name !== '');
}

/** `path name` of what is exported and taken by nobody. */
function idleExports(files: readonly Code[], kinds: RegExp): string[] {
  const taken = takenNames(files);
  return files
    .flatMap(({ path, code }) =>
      [...code.matchAll(EXPORTED)]
        .filter(([, kind]) => kinds.test(kind!) && !taken.has(`${path} *`))
        .map(([, , name]) => `${path} ${name}`),
    )
    .filter((place) => !taken.has(place));
}

const VALUES = /^(function|const|let|class)/;
const TYPES = /^(interface|type)/;
const within = (places: readonly string[], folders: RegExp) =>
  places.filter((place) => folders.test(place) && !place.startsWith(PUBLIC));

describe('what is exported', () => {
  test('is found in every form in which it is taken', () => {
    const taker = `import a, { type B, c as d } from './x.ts';\nexport { e } from './x.ts';\nimport * as f from './y.ts';
      (await import('./x.ts')).g();`;
    const given = ['B', 'c', 'd', 'e', 'g', 'h'].map((name) => `export const ${name} = 1;`).join('\n');
    const files = [
      { path: 'p/taker.ts', code: taker },
      { path: 'p/x.ts', code: `${given}\nexport interface I {}` },
      { path: 'p/y.ts', code: 'export async function all() {}' },
    ];
    expect(idleExports(files, VALUES)).toEqual(['p/x.ts d', 'p/x.ts h']);
    expect(idleExports(files, TYPES)).toEqual(['p/x.ts I']);
  });

  test('is used by another file', () => {
    expect(within(idleExports(HOUSE, VALUES), /^(engine|fake-imsg|scenarios|bench)\//)).toEqual([]);
  });

  test('is used by another file where it is a type of the engine or the bench', () => {
    expect(within(idleExports(HOUSE, TYPES), /^(engine|bench)\//)).toEqual([]);
  });
});
