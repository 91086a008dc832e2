// The gateway of a revision beside that of this tree, in real processes.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { programPath } from '../support/processes/programs.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = programPath('imgate-lab');
const isRepository = existsSync(fileURLToPath(new URL('../../.git', import.meta.url)));

async function against(...words: string[]) {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [MAIN, 'swarm', '--against', ...words], {
    cwd: ROOT,
    reject: false,
  });
  return { exitCode, said: `${stdout}\n${stderr}` };
}

it('a revision that nobody knows is refused by its name', async (context) => {
  if (!isRepository) context.skip('this is no git repository');
  const { exitCode, said } = await against('no-such-revision');
  expect(exitCode).toBe(64);
  expect(said).toContain('--against "no-such-revision"');
});

it('the last commit is compared with this tree', async (context) => {
  if (!isRepository) context.skip('this is no git repository');
  const { said } = await against('HEAD', '--seeds', '2', '--jobs', '1');
  expect(said).toMatch(/2 seeds against HEAD: \d equal, \d differ/);
});
