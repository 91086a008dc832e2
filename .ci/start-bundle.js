// Starts the bundle of a program where it was made of the sources as they are, else the sources. `.ci/bundle.ts` puts
// it beside the bundle, as `dist/fake-imsg/PROGRAM-bundle/start.js`.

import { existsSync, statSync } from 'node:fs';
import { SOURCES } from './sources.js';

const [, program] = /([a-z-]+)-bundle\/start\.js$/.exec(import.meta.url);
const root = new URL('../../../', import.meta.url);
const entry = new URL(`fake-imsg/process/${program}.ts`, root);
const isFresh = ([path, size, mtimeMs]) => {
  const found = statSync(new URL(path, root), { throwIfNoEntry: false });
  return found !== undefined && found.size === size && found.mtimeMs === mtimeMs;
};
// A package that was installed has no sources; nothing changes in it.
const isBundleGood = !existsSync(entry) || SOURCES.every(isFresh);
await import(isBundleGood ? `./${program}.js` : entry.href);
