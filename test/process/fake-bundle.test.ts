// A start of imsg loads a handful of files (U11).
// The bundle: a program of it is started where the sources are as it was made of them, and only there.

import { copyFileSync, mkdirSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, it } from 'vitest';
import { createTempFolder } from '../support/repository/temp-folder.ts';

const temp = createTempFolder();
afterAll(temp.remove);

const ENTRY = 'fake-imsg/process/imsg.ts';
const SAYS_ENTRY = `export const ENTRY = ${JSON.stringify(ENTRY)};\n`;
let clones = 0;

/** A repository whose bundle was made just now, and what its `imsg` then prints. */
function bundled() {
  clones += 1;
  const root = join(temp.path, `clone${clones}`);
  const bundle = join(root, 'dist/fake-imsg/imsg-bundle');
  mkdirSync(bundle, { recursive: true });
  mkdirSync(join(root, 'fake-imsg/process'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(root, ENTRY), "console.log('sources');\n");
  writeFileSync(join(bundle, 'imsg.js'), "console.log('bundle');\n");
  const { size, mtimeMs } = statSync(join(root, ENTRY));
  writeFileSync(
    join(bundle, 'sources.js'),
    `${SAYS_ENTRY}export const SOURCES = ${JSON.stringify([[ENTRY, size, mtimeMs]])};\n`,
  );
  copyFileSync(new URL('../../.ci/start-bundle.js', import.meta.url), join(bundle, 'start.js'));
  const started = async () => (await execa(process.execPath, [join(bundle, 'start.js')])).stdout;
  return { entry: join(root, ENTRY), root, bundle, started };
}

it('is started where nothing has changed', async () => {
  expect(await bundled().started()).toBe('bundle');
});

it('is not started where a source has changed, to an older one too', async () => {
  const { entry, started } = bundled();
  utimesSync(entry, 1_000_000, 1_000_000);
  expect(await started()).toBe('sources');
});

it('is not started where a source is missing', async () => {
  const { bundle, started } = bundled();
  writeFileSync(
    join(bundle, 'sources.js'),
    `${SAYS_ENTRY}export const SOURCES = [['fake-imsg/gone.ts', 1, 1]];\n`,
  );
  expect(await started()).toBe('sources');
});

it('is started where it was installed without sources', async () => {
  const { root, started } = bundled();
  rmSync(join(root, 'fake-imsg'), { recursive: true });
  expect(await started()).toBe('bundle');
});

it('has what Node compiled of it beside it, else in TMPDIR', async () => {
  const { entry, root, bundle } = bundled();
  const wrapper = join(root, 'fake-imsg/imsg');
  copyFileSync(new URL('../../fake-imsg/imsg', import.meta.url), wrapper);
  writeFileSync(entry, 'console.log(process.env.NODE_COMPILE_CACHE);\n');
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'node_modules/.package-lock.json'), '{}');
  const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, TMPDIR: temp.path };
  const cache = async () => (await execa(wrapper, { env, extendEnv: false })).stdout;
  expect(realpathSync(dirname(await cache()))).toBe(realpathSync(dirname(bundle)));
  rmSync(join(root, 'dist'), { recursive: true });
  expect(await cache()).toBe(join(temp.path, 'node-compile-cache'));
});
