// Starts the bundle where it was made of the sources as they are, else the sources. `.ci/bundle.ts` puts it beside
// the bundle, three folders below the root.

import { existsSync, statSync } from 'node:fs';
import { SOURCES } from './sources.js';

const root = new URL('../../../', import.meta.url);
const entry = new URL('fake-imsg/process/imsg.ts', root);
const isFresh = ([path, size, mtimeMs]) => {
  const found = statSync(new URL(path, root), { throwIfNoEntry: false });
  return found !== undefined && found.size === size && found.mtimeMs === mtimeMs;
};
// A package that was installed has no sources; nothing changes in it.
const isBundleGood = !existsSync(entry) || SOURCES.every(isFresh);
await import(isBundleGood ? './imsg.js' : entry.href);
