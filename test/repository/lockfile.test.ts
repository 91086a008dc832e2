import { expect, test } from 'vitest';
import { mendedLockfile } from '../../.ci/mend-lockfile.ts';
import { sourceFiles } from '../support/repository/source-files.ts';

const LOCKFILE = sourceFiles('package-lock.json')[0]!.text;

test('package-lock.json is as `npm run lockfile` leaves it', () => {
  expect(LOCKFILE === mendedLockfile(LOCKFILE), 'Run npm run lockfile after npm install.').toBe(true);
});

test('no npm compiles better-sqlite3, leaves out a binary for its own Node, or asks another registry', () => {
  const entry = (more: object) => ({ version: '1.0.0', engines: { node: '>=22' }, ...more });
  const packages = {
    'node_modules/better-sqlite3': entry({ hasInstallScript: true }),
    'node_modules/binary': entry({ optional: true }),
    'node_modules/other': entry({ resolved: 'https://registry.example.com/other.tgz' }),
  };
  expect(JSON.parse(mendedLockfile(JSON.stringify({ lockfileVersion: 3, packages })))).toEqual({
    lockfileVersion: 3,
    packages: {
      'node_modules/better-sqlite3': entry({ gypfile: false }),
      'node_modules/binary': { version: '1.0.0', optional: true },
      'node_modules/other': entry({}),
    },
  });
});
