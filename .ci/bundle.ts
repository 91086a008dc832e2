// Puts the programs that are started often into few files each: finding and reading the sources, 370 of `imsg` and
// a thousand of `imgate-lab`, takes most of the time before their first answer. Runs at `npm ci` in a clone and before
// packing. Without its bundle, or with one that is older than its sources, a program runs from the sources.

import { copyFileSync, existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { lineTables } from './line-tables.ts';

interface Program {
  /** As deep in the repository as what `npm run build` makes of the sources: they look for its files from there. */
  readonly folder: string;
  /** The source that is the program. */
  readonly entry: string;
  /** Sources that the program starts in processes of their own, from beside itself. */
  readonly jobs?: readonly string[];
  /** Whether its traces name the sources; a program that must answer at once does without. */
  readonly namesSources: boolean;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROGRAMS: readonly Program[] = [
  { folder: 'dist/fake-imsg/imsg-bundle', entry: 'fake-imsg/process/imsg.ts', namesSources: false },
  { folder: 'dist/fake-imsg/fake-mac-bundle', entry: 'fake-imsg/process/fake-mac.ts', namesSources: false },
  { folder: 'dist/engine/imgate-bundle', entry: 'engine/cli/main.ts', namesSources: true },
  {
    folder: 'dist/scenarios/imgate-lab-bundle',
    entry: 'scenarios/cli/main.ts',
    jobs: ['scenarios/runner/jobs/job.ts', 'scenarios/swarm/swarm-job.ts'],
    namesSources: true,
  },
];
/** Where the wrappers of the fake have Node keep what it has compiled; of an old bundle it is of no use. */
const COMPILED = `${ROOT}dist/fake-imsg/compile-cache`;
/** What may change a bundle besides its sources: the versions of the packages in it, and how it is made. */
const ALSO = [
  'package-lock.json',
  '.ci/bundle.ts',
  '.ci/line-tables.ts',
  '.ci/source-traces.js',
  '.ci/start-bundle.js',
];
const TRACES = 'source-traces.js';

async function bundle(program: Program): Promise<void> {
  const folder = `${ROOT}${program.folder}`;
  const [made, old] = [unfinished(folder), `${folder}.${process.pid}.old`];
  const also = ALSO.map(stamp);
  const { chunks, files } = await writeChunks(program, made);
  if (program.namesSources) writeTraces(chunks, made);
  const paths = files.filter((path) => isAbsolute(path)).map((path) => relative(ROOT, path));
  const own = paths.filter((path) => !path.startsWith('node_modules') && !path.startsWith('..'));
  const sources = [...own.sort().map(stamp), ...also];
  writeFileSync(
    `${made}/sources.js`,
    `export const ENTRY = ${JSON.stringify(program.entry)};\nexport const SOURCES = ${JSON.stringify(sources)};\n`,
  );
  copyFileSync(`${ROOT}.ci/start-bundle.js`, `${made}/start.js`);
  // Whoever starts meanwhile finds the old one or the new one.
  if (existsSync(folder)) renameSync(folder, old);
  try {
    renameSync(made, folder);
  } catch (error) {
    // Whoever bundles at the same time was first, with the same.
    if (!existsSync(folder)) throw error;
  }
  for (const gone of [made, old]) rmSync(gone, { recursive: true, force: true });
}

function unfinished(folder: string): string {
  return `${folder}.${process.pid}.new`;
}

async function writeChunks({ entry, jobs = [], namesSources }: Program, folder: string) {
  const { rolldown } = await import('rolldown');
  const build = await rolldown({
    input: [entry, ...jobs],
    cwd: ROOT,
    platform: 'node',
    external: ['better-sqlite3', '@faker-js/faker/locale/en'],
    logLevel: 'silent',
  });
  const { output } = await build.write({
    dir: folder,
    format: 'esm',
    // The same each time: what Node keeps of an old bundle is written over.
    chunkFileNames: '[name].js',
    sourcemap: namesSources && 'hidden',
    banner: ({ isEntry }) => (namesSources && isEntry ? `import './${TRACES}';` : ''),
  });
  // Also those of which no more than a constant is in it: the chunks do not name them.
  const files = await build.watchFiles;
  await build.close();
  return { chunks: output.filter((file) => file.type === 'chunk'), files };
}

function writeTraces(chunks: Parameters<typeof lineTables>[0], folder: string): void {
  for (const [name, table] of lineTables(chunks, folder, ROOT)) {
    writeFileSync(`${folder}/${name}.lines`, table);
    rmSync(`${folder}/${name}.map`);
  }
  copyFileSync(`${ROOT}.ci/${TRACES}`, `${folder}/${TRACES}`);
}

/** By which a change shows. */
function stamp(path: string): readonly [path: string, size: number, mtimeMs: number] {
  const { size, mtimeMs } = statSync(`${ROOT}${path}`);
  return [path, size, mtimeMs];
}

/** Whether its bundle was made of the sources as they are. */
async function isBundled({ folder, entry }: Program): Promise<boolean> {
  const made = `${ROOT}${folder}/sources.js`;
  try {
    const { ENTRY, SOURCES } = await import(pathToFileURL(made).href);
    return (
      ENTRY === entry && SOURCES.every((source: [string]) => isDeepStrictEqual(source, stamp(source[0])))
    );
  } catch {
    return false;
  }
}

for (const program of PROGRAMS) {
  if (await isBundled(program)) continue;
  rmSync(COMPILED, { recursive: true, force: true });
  try {
    await bundle(program);
  } catch (error) {
    for (const folder of [program.folder, unfinished(program.folder)])
      rmSync(`${ROOT}${folder}`, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    console.error(`imgate: ${program.entry} is not bundled and runs from its source: ${reason}`);
  }
}
