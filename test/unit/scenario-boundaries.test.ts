// The layers of the scenarios: what was observed, the simulated world, words, the runner, the program.

import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, sourceFiles } from '../support/repository/source-files.ts';

const FILES = sourceFiles('scenarios')
  .filter(({ path }) => path.endsWith('.ts'))
  .map(({ path, text }) => ({
    path,
    imports: importsOf(text).map((name) =>
      name.startsWith('.') ? posix.join(posix.dirname(path), name) : name,
    ),
  }));

/** Lower ones know nothing of higher ones. */
const LAYERS = [
  'observe/',
  'sim/',
  // What all words are made of, the words, and the lists of them.
  'vocabulary/(?!(events|expectations|steps|guide)\\.)[a-z-]+\\.ts',
  'vocabulary/events/',
  'vocabulary/events\\.ts',
  'vocabulary/expectations/',
  'vocabulary/expectations\\.ts',
  'vocabulary/steps/',
  'vocabulary/(steps|guide)\\.ts',
  // A file, read and checked.
  'runner/(yaml-rules|source-text|problems|covers|schema|scenario|result)\\.ts',
  'runner/(accounts|agent|check|config|find-files|load|reply-ways)\\.ts',
  'runner/drivers/',
  'runner/(expect/|(lint|monitor)\\.ts)',
  'runner/run\\.ts',
  'runner/(jobs|report)/',
  'swarm/',
  'cli/',
].map((path) => new RegExp(`^scenarios/${path}`));

const layerOf = (path: string) => LAYERS.findIndex((layer) => layer.test(path));

test('every file of the scenarios has its layer', () => {
  expect(FILES.map(({ path }) => path).filter((path) => layerOf(path) < 0)).toEqual([]);
});

test('no layer is empty', () => {
  const used = new Set(FILES.map(({ path }) => layerOf(path)));
  expect(LAYERS.filter((_, index) => !used.has(index))).toEqual([]);
});

test('imports in the scenarios point down', () => {
  const upward = FILES.flatMap(({ path, imports }) =>
    imports.filter((name) => layerOf(name) > layerOf(path)).map((name) => `${path} → ${name}`),
  );
  expect(upward).toEqual([]);
});
