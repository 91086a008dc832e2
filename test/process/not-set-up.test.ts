// A clone in which `npm ci` has not run: everything that can be started says so, whatever Node there is.

import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/processes/node-script.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EXECUTABLES = {
  'engine/cli/imgate': 'engine/cli/main.ts',
  'scenarios/cli/imgate-lab': 'scenarios/cli/main.ts',
  'fake-imsg/imsg': 'fake-imsg/process/imsg.ts',
  'fake-imsg/fake-mac': 'fake-imsg/process/fake-mac.ts',
};

function clone(): string {
  const root = join(temporaryFolder(), "Müll & Co's");
  for (const file of [...Object.keys(EXECUTABLES), ...Object.values(EXECUTABLES), '.ci/installed']) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    copyFileSync(join(ROOT, file), join(root, file));
  }
  return root;
}

/** A folder of programs for PATH, with the few that a shell script needs and this source of a `node`, if any. */
function programs(node?: string): string {
  const folder = join(temporaryFolder(), 'bin');
  mkdirSync(folder);
  for (const name of ['sh', 'dirname', 'readlink']) {
    const path = ['/bin', '/usr/bin'].map((each) => join(each, name)).find((each) => existsSync(each));
    symlinkSync(path!, join(folder, name));
  }
  if (node !== undefined) writeFileSync(join(folder, 'node'), node, { mode: 0o755 });
  return folder;
}

const NODES = [
  ['no Node', () => programs()],
  ['an old Node', () => programs('#!/bin/sh\necho "SyntaxError" >&2\nexit 1\n')],
  ['this Node', () => [dirname(process.execPath), process.env.PATH].join(delimiter)],
] as const;

describe.each(NODES)('with %s', (_, path) => {
  it.each(Object.keys(EXECUTABLES))('%s says to run npm ci', async (file) => {
    const root = clone();
    const result = await execa(join(root, file), ['--version'], { env: { PATH: path() }, reject: false });
    expect(result).toMatchObject({ exitCode: 1, stdout: '' });
    expect(result.stderr).toBe(`${file.split('/').at(-1)}: not set up yet; run npm ci in ${root}`);
  });
});

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

// What `npm ci` itself runs is not for people: it may not stop the setting up.
const forPeople = Object.keys(scripts).filter((name) => name !== 'prepare');

it.each(forPeople)('npm run %s says to run npm ci', async (name) => {
  // A script that begins with another says what that one says.
  const first = /^npm run (\w+)/.exec(scripts[name]!)?.[1] ?? name;
  const { exitCode, stdout, stderr } = await execa('sh', ['-c', scripts[first]!], {
    cwd: clone(),
    env: { PATH: programs() },
    reject: false,
  });
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toMatch(/^imgate(-lab)?: not set up yet; run npm ci[^\n]*$/);
});
