// Puts the fake's `imsg` into one file: clients start it often, and finding and reading some 370 sources takes most
// of the time before its first answer. Runs at `npm ci` in a clone and before packing. Without the bundle, or with
// one that is older than its sources, `imsg` runs from the sources.

import { copyFileSync, existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** As deep in the repository as what `npm run build` makes of the sources: they look for its files from there. */
const FOLDER = `${ROOT}dist/fake-imsg/bundle`;
const NEW = `${FOLDER}.new`;
const OLD = `${FOLDER}.old`;
const ENTRY = 'fake-imsg/process/imsg.ts';
/** What may change a bundle besides its sources: the versions of the packages in it. */
const ALSO = ['package-lock.json'];

async function bundle(): Promise<void> {
  const { rolldown } = await import('rolldown');
  const build = await rolldown({
    input: ENTRY,
    cwd: ROOT,
    platform: 'node',
    external: ['better-sqlite3'],
    logLevel: 'silent',
  });
  rmSync(NEW, { recursive: true, force: true });
  const { output } = await build.write({ dir: NEW, format: 'esm' });
  await build.close();
  const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  const paths = modules.filter((id) => isAbsolute(id)).map((id) => relative(ROOT, id));
  const own = paths.filter((path) => !path.startsWith('node_modules') && !path.startsWith('..'));
  const sources = [...new Set([...own, ...ALSO])].sort().map((path) => {
    const { size, mtimeMs } = statSync(`${ROOT}${path}`);
    return [path, size, mtimeMs];
  });
  writeFileSync(`${NEW}/sources.js`, `export const SOURCES = ${JSON.stringify(sources)};\n`);
  copyFileSync(`${ROOT}.ci/start-bundle.js`, `${NEW}/start.js`);
  // Whoever starts meanwhile finds the old one or the new one.
  rmSync(OLD, { recursive: true, force: true });
  if (existsSync(FOLDER)) renameSync(FOLDER, OLD);
  renameSync(NEW, FOLDER);
  rmSync(OLD, { recursive: true, force: true });
}

try {
  await bundle();
} catch (error) {
  rmSync(FOLDER, { recursive: true, force: true });
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
  console.error(`imgate: imsg is not bundled and runs from its sources: ${reason}`);
}
