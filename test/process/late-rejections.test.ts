// A rejection that is left alone at first and taken later makes Node warn; one that nobody takes is told of at once.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { programPath } from '../support/processes/programs.ts';

const ROOT = new URL('../../', import.meta.url);
const MAIN = programPath('imgate-lab');
const SCENARIO = fileURLToPath(new URL('scenarios/recovery/a-listener-that-throws-stops-nothing.yaml', ROOT));

it('none is taken late where listeners throw', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'imgate-late-'));
  const { stdout, stderr } = await execa(process.execPath, [MAIN, 'scenario', 'run', SCENARIO], {
    cwd: folder,
  });
  rmSync(folder, { recursive: true });
  expect(stdout).toContain('1 passed');
  expect(stderr).not.toContain('PromiseRejectionHandledWarning');
});
