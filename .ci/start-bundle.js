// Starts the bundle of a program where it was made of the sources as they are, else the sources. `.ci/bundle.ts` puts
// it beside the bundle, as `start.js`, with what the bundle was made of.

import { existsSync, statSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ENTRY, SOURCES } from './sources.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const isCheckout = existsSync(root + ENTRY);
const isFresh = ([path, size, mtimeMs]) => {
  const found = statSync(root + path, { throwIfNoEntry: false });
  return found !== undefined && found.size === size && found.mtimeMs === mtimeMs;
};
// Where nobody has said otherwise in the environment, as a wrapper may, what is compiled is kept with that of the tests.
if (isCheckout) nodeModule.enableCompileCache?.(`${root}node_modules/.cache/compiled`);
// A package that was installed has no sources; nothing changes in it.
const isBundleGood = !isCheckout || SOURCES.every(isFresh);
await import(isBundleGood ? `./${/([^/]+)\.ts$/.exec(ENTRY)[1]}.js` : pathToFileURL(root + ENTRY).href);
