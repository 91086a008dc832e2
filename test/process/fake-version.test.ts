// Clients start imsg often, and ask for the version at every start, some before every call: the sources answer that
// without the program, and `imsg` and `fake-mac` are one bundle where it was made.

import { expect, it } from 'vitest';
import { loadedBy } from '../support/processes/loaded-modules.ts';

const SOURCE = 'fake-imsg/process/imsg.ts';

const loadedByFake = (main: string, ...argv: string[]) => loadedBy(main, argv, { FAKE_IMSG_BUILD: '0.9.0' });

it('prints its version with four small files and no package loaded', async () => {
  const { stdout, loaded } = await loadedByFake(SOURCE, '--version');
  expect(stdout).toBe('0.9.0');
  expect(loaded).toEqual([
    'fake-imsg/process/imsg.ts',
    'fake-imsg/process/node-version.ts',
    'fake-imsg/process/version.ts',
    'fake-imsg/builds/versions.ts',
  ]);
});

it('loads the program for anything else', async () => {
  const { loaded } = await loadedByFake(SOURCE, '--help');
  expect(loaded).toContain('fake-imsg/process/start-imsg.ts');
});

it.each([
  ['imsg --version', 5],
  ['imsg status --json', 30],
  ['imsg rpc --help', 30],
  ['imsg rpc', 30],
  ['imsg tapback --chat any;-;+15550001111 --message X --kind love --json', 30],
  ['fake-mac --help', 20],
])('`%s` loads few files from the bundle, and no source', async (line, most) => {
  const [program, ...argv] = line.split(' ');
  const { loaded } = await loadedByFake(`dist/fake-imsg/${program}-bundle/start.js`, ...argv);
  expect(loaded.length).toBeLessThanOrEqual(most);
  expect(loaded.filter((file) => file.endsWith('.ts'))).toEqual([]);
});
