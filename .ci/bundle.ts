// Puts the fake's `imsg` and `fake-mac` into few files each: they are started often, and finding and reading some 370
// sources takes most of the time before their first answer. Runs at `npm ci` in a clone and before packing. Without
// its bundle, or with one that is older than its sources, a program runs from the sources.

import { copyFileSync, existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Where the wrappers have Node keep what it has compiled; of an old bundle it is of no use. */
const COMPILED = `${ROOT}dist/fake-imsg/compile-cache`;
/** What may change a bundle besides its sources: the versions of the packages in it. */
const ALSO = ['package-lock.json'];

async function bundle(program: string): Promise<void> {
  const { rolldown } = await import('rolldown');
  const build = await rolldown({
    input: `fake-imsg/process/${program}.ts`,
    cwd: ROOT,
    platform: 'node',
    external: ['better-sqlite3', '@faker-js/faker/locale/en'],
    logLevel: 'silent',
  });
  const folder = folderOf(program);
  const [made, old] = [`${folder}.new`, `${folder}.old`];
  rmSync(made, { recursive: true, force: true });
  const { output } = await build.write({ dir: made, format: 'esm' });
  await build.close();
  const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  const paths = modules.filter((id) => isAbsolute(id)).map((id) => relative(ROOT, id));
  const own = paths.filter((path) => !path.startsWith('node_modules') && !path.startsWith('..'));
  const sources = [...new Set([...own, ...ALSO])].sort().map((path) => {
    const { size, mtimeMs } = statSync(`${ROOT}${path}`);
    return [path, size, mtimeMs];
  });
  writeFileSync(`${made}/sources.js`, `export const SOURCES = ${JSON.stringify(sources)};\n`);
  copyFileSync(`${ROOT}.ci/start-bundle.js`, `${made}/start.js`);
  // Whoever starts meanwhile finds the old one or the new one.
  rmSync(old, { recursive: true, force: true });
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(made, folder);
  rmSync(old, { recursive: true, force: true });
}

/** As deep in the repository as what `npm run build` makes of the sources: they look for its files from there. */
function folderOf(program: string): string {
  return `${ROOT}dist/fake-imsg/${program}-bundle`;
}

rmSync(COMPILED, { recursive: true, force: true });
for (const program of ['imsg', 'fake-mac']) {
  try {
    await bundle(program);
  } catch (error) {
    rmSync(folderOf(program), { recursive: true, force: true });
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    console.error(`imgate: ${program} is not bundled and runs from its sources: ${reason}`);
  }
}
