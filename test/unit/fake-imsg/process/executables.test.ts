// Clients read the file at `cliPath` to find out whether it goes through a remote shell.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { basic } from '../../../../fake-imsg/environments.ts';
import { createDeviceFolder } from '../../../../fake-imsg/process/files/folder.ts';
import { temporaryFolder } from '../../../support/processes/node-script.ts';
import { sourceFiles } from '../../../support/repository/source-files.ts';

const REMOTE_SHELL = /\bssh\b/i;

const executables = sourceFiles('fake-imsg').filter(({ text }) => text.startsWith('#!'));

it('are the two programs', () => {
  expect(executables.map(({ path }) => path).toSorted()).toEqual(['fake-imsg/fake-mac', 'fake-imsg/imsg']);
});

it.each(executables.map(({ path, text }) => [path, text]))('%s looks like no remote shell', (_path, text) => {
  expect(text).not.toMatch(REMOTE_SHELL);
});

it('the imsg of a device folder looks like no remote shell', () => {
  const dir = join(temporaryFolder(), 'mac');
  const imsgProgram = '/opt/fake-imsg/imsg';
  const { imsgPath } = createDeviceFolder(dir, { facts: basic, ownerHandle: '+15550000001', imsgProgram });
  expect(readFileSync(imsgPath, 'utf8')).not.toMatch(REMOTE_SHELL);
});
