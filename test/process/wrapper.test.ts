// A wrapper at `cliPath`: a script that runs imsg elsewhere, the words and streams going through as they are (TRN-13).

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { REAL_TIME } from '../support/clocks/fast-time.ts';
import { makeDeviceFolder, openDeviceFolder } from '../support/devices/device-folder.ts';
import { makeStateDir } from '../support/processes/control.ts';
import { openConfig, startImgate } from '../support/processes/imgate-process.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';
import { ALICE } from '../support/scenarios/stories.ts';

function script(name: string, lines: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  return path;
}

/** Answers somebody through a wrapper, and ends. */
async function answerThrough(cliPath: string, dbPath: string, folder: ReturnType<typeof makeDeviceFolder>) {
  const device = openDeviceFolder(folder, REAL_TIME);
  const imgate = startImgate(openConfig({ stateDir: makeStateDir(), cliPath, dbPath }), {}, ['--verbose']);
  await imgate.said('watching messages');
  // What goes over the pipe is parsed by no shell.
  device.schedule({ kind: 'text', from: ALICE, text: `it's "$HOME"; \`date\` & more` });
  await imgate.said('delivered reply to chat_id:1');
  expect(await imgate.stop()).toBe(0);
  return imgate;
}

it('answers through a wrapper whose own words stand on stderr (TRN-13)', async () => {
  const folder = makeDeviceFolder();
  const cliPath = script(
    'wrapper',
    `echo "Warning: added the key of mac" >&2\nexec "${folder.imsgPath}" "$@"`,
  );
  const { log } = await answerThrough(cliPath, folder.chatDbPath, folder);
  const words = log.filter(({ msg }) => msg.includes('added the key of mac'));
  expect(words.map(({ level }) => level)).toContain('debug');
  expect(words.every(({ level }) => level === 'debug')).toBe(true);
});

it('puts nothing but fixed words where another shell parses them again (TRN-13, ruling-1)', async () => {
  const folder = makeDeviceFolder();
  const asked = join(temporaryFolder(), 'asked');
  // As ssh does it: options and host are its own, the rest is joined by blanks and parsed by a shell over there.
  const ssh = script('ssh', `shift 2\necho "$*" >> "${asked}"\nexec sh -c "$*"`);
  const cliPath = script('wrapper', `exec "${ssh}" -T mac "${folder.imsgPath}" "$@"`);
  await answerThrough(cliPath, folder.chatDbPath, folder);
  const commands = readFileSync(asked, 'utf8').trimEnd().split('\n');
  expect(new Set(commands)).toEqual(new Set([`${folder.imsgPath} rpc --json --db ${folder.chatDbPath}`]));
});
