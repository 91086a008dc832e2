// Every executable under a Node that does not run it: one line that says so, and exit code 1.

import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, writeLauncher } from '../support/processes/node-script.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const EXECUTABLES = [
  { name: 'imgate', wrapper: 'engine/cli/imgate', main: 'engine/cli/main.ts' },
  { name: 'imgate-lab', wrapper: 'scenarios/cli/imgate-lab', main: 'scenarios/cli/main.ts' },
  { name: 'imsg', wrapper: 'fake-imsg/imsg', main: 'fake-imsg/process/imsg.ts' },
  { name: 'fake-mac', wrapper: 'fake-imsg/fake-mac', main: 'fake-imsg/process/fake-mac.ts' },
];

/** Makes this Node say that it is an older one, and fail as that would when it loads SQLite. */
function writeOldNode(version: string): string {
  const path = join(temporaryFolder(), 'old-node.cjs');
  writeFileSync(
    path,
    `Object.defineProperty(process, 'version', { value: 'v${version}' });
     Object.defineProperty(process.versions, 'node', { value: '${version}' });
     process.dlopen = () => { throw new Error('native code was loaded'); };`,
  );
  return path;
}

describe.each(EXECUTABLES)('$name', ({ name, wrapper, main }) => {
  it('says so in one line when the only Node there is cannot even read its source', async () => {
    const root = temporaryFolder();
    for (const file of [wrapper, main, 'bin/node', 'node_modules/x'])
      mkdirSync(dirname(join(root, file)), { recursive: true });
    copyFileSync(join(ROOT, wrapper), join(root, wrapper));
    symlinkSync(join(ROOT, main), join(root, main));
    symlinkSync(join(ROOT, 'node_modules/.package-lock.json'), join(root, 'node_modules/.package-lock.json'));
    const node = join(root, 'bin/node');
    const flags = ['--no-experimental-strip-types', '--require', writeOldNode('20.11.0')];
    writeLauncher(node, [process.execPath, ...flags]);
    const result = await execa(join(root, wrapper), ['--version'], {
      env: { PATH: `${dirname(node)}:${process.env.PATH}` },
      reject: false,
    });
    expect({ exitCode: result.exitCode, stdout: result.stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(result.stderr).toMatch(new RegExp(`^${name}: needs Node 22\\.18 or newer[^\\n]*$`));
  });

  it.each([main, `dist/${main.split('/')[0]}/${name}-bundle/start.js`])(
    '%s says so in one line, before it loads SQLite, under a Node that is a little too old',
    async (file) => {
      const args = ['--require', writeOldNode('22.17.1'), join(ROOT, file), 'status'];
      const { exitCode, stdout, stderr } = await execa(process.execPath, args, { reject: false });
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
      expect(stderr).toMatch(/^[^\n]*22\.17\.1[^\n]*$/);
      expect(stderr).toContain('22.18 or newer');
    },
  );
});
