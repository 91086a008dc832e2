// Clients ask for the version at every start, some before every call: the answer must not load the program.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/processes/node-script.ts';

const IMSG = fileURLToPath(new URL('../../fake-imsg/imsg', import.meta.url));

/** Names every file that Node loads, on stderr. */
const WITNESS = `import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) { process.stderr.write(url + '\\n'); return next(url, context); } });`;

async function loadedBy(...argv: string[]) {
  const witness = join(temporaryFolder(), 'witness.mjs');
  writeFileSync(witness, WITNESS);
  const env = { NODE_OPTIONS: `--import=${pathToFileURL(witness)}`, FAKE_IMSG_BUILD: '0.9.0' };
  const { stdout, stderr } = await execa(IMSG, argv, { env });
  const loaded = stderr.split('\n').filter((url) => url.startsWith('file:') && !url.includes('witness'));
  return { stdout, loaded: loaded.map((url) => url.slice(url.lastIndexOf('/fake-imsg/') + 1)) };
}

it('prints its version with four small files and no package loaded', async () => {
  const { stdout, loaded } = await loadedBy('--version');
  expect(stdout).toBe('0.9.0');
  expect(loaded).toEqual([
    'fake-imsg/process/imsg.ts',
    'fake-imsg/process/node-version.ts',
    'fake-imsg/process/version.ts',
    'fake-imsg/builds/versions.ts',
  ]);
});

it('loads the program for anything else', async () => {
  const { loaded } = await loadedBy('--help');
  expect(loaded).toContain('fake-imsg/process/start-imsg.ts');
});
