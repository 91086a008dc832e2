// What a gateway says, and goes on doing, when the program at `cliPath` or its database is not what it
// should be. Nothing here ends the gateway: it stops with code 0 when it is asked to.

import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { REAL_TIME } from '../support/clocks/fast-time.ts';
import { makeDeviceFolder, openDeviceFolder } from '../support/devices/device-folder.ts';
import { openConfig, startImgate } from '../support/processes/imgate-process.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';
import { ALICE } from '../support/scenarios/stories.ts';

const IMSG = fileURLToPath(new URL('../../fake-imsg/imsg', import.meta.url));

function gateway(
  cliPath: string,
  dbPath?: string,
  env?: Record<string, string>,
  flags?: readonly '--verbose'[],
) {
  const stateDir = temporaryFolder();
  return startImgate(openConfig({ stateDir, cliPath, ...(dbPath && { dbPath }) }), env, flags);
}

function script(text: string, mode: number): string {
  const path = join(temporaryFolder(), 'imsg');
  writeFileSync(path, text, { mode });
  return path;
}

it('names a cliPath that does not exist for both children, tries again, and stops when asked', async () => {
  const imgate = gateway('/nowhere/imsg');
  const remedy = 'Install imsg on this machine, or set channels.imessage.cliPath to its full path.';
  for (const child of ['watch', 'send']) {
    const { level, msg } = await imgate.said(`${child}: imsg not found`);
    expect(level).toBe('warn');
    expect(msg.replace(/in \d\.\d s/, 'in N s')).toBe(
      `[default] ${child}: imsg not found (/nowhere/imsg); restart 1 in N s. ${remedy}`,
    );
  }
  await imgate.said('watch: imsg not found (/nowhere/imsg); restart 2 in');
  expect(await imgate.stop()).toBe(0);
  expect(imgate.log.at(-1)!.msg).toBe('gateway: stopped');
});

it('names a cliPath that may not be executed', async () => {
  const path = script('#!/bin/sh\n', 0o600);
  const imgate = gateway(path);
  const { msg } = await imgate.said('watch: imsg cannot be run');
  expect(msg.replace(/in \d\.\d s/, 'in N s')).toBe(
    `[default] watch: imsg cannot be run (${path}): EACCES; restart 1 in N s. Run chmod +x on it, or set ` +
      'channels.imessage.cliPath to another file.',
  );
  expect(await imgate.stop()).toBe(0);
});

it('says why a child that dies at once has died, and starts it again after growing pauses', async () => {
  const path = script('#!/bin/sh\necho "cannot load library" >&2\nexit 3\n', 0o755);
  const imgate = gateway(path, undefined, {}, ['--verbose']);
  const pauses: number[] = [];
  for (const count of [1, 2]) {
    const { msg, level } = await imgate.said(`watch: imsg rpc exited (code 3); restart ${count} in`);
    expect(level).toBe('warn');
    expect(msg).toMatch(/ s\. The engine starts it again\. If it keeps ending, run with --verbose/);
    pauses.push(Number(/in (\d\.\d) s/.exec(msg)![1]));
  }
  const words = imgate.log.filter(({ msg }) => msg.includes('cannot load library'));
  expect(new Set(words.map(({ level }) => level))).toEqual(new Set(['debug']));
  expect(pauses[0]).toBeGreaterThanOrEqual(0.9);
  expect(pauses[0]).toBeLessThanOrEqual(1);
  expect(pauses[1]).toBeGreaterThanOrEqual(1.8);
  expect(pauses[1]).toBeLessThanOrEqual(2);
  expect(await imgate.stop()).toBe(0);
});

it('names a chat.db that is no database, and watches once there is one', async () => {
  const dbPath = join(temporaryFolder(), 'chat.db');
  writeFileSync(dbPath, 'a text file, long enough to be taken for the header of a database\n'.repeat(20));
  const imgate = gateway(IMSG, dbPath);
  const remedy = 'Check that dbPath names the chat.db of Messages, and that Messages itself can open it.';
  const { level, msg } = await imgate.said('is not a database');
  expect({ level, msg }).toEqual({
    level: 'error',
    msg: expect.stringMatching(new RegExp(`^\\[default\\] ${dbPath} is not a database\\.? ${remedy}$`)),
  });
  await imgate.said(/watch\.subscribe .*failed .*Database unavailable: code=-32002/);
  renameSync(makeDeviceFolder().chatDbPath, dbPath);
  await imgate.said('watching messages');
  expect(await imgate.stop()).toBe(0);
});

it('complains of a banner before the first frame, once and without its words, and answers all the same (H3)', async () => {
  const folder = makeDeviceFolder();
  const device = openDeviceFolder(folder, REAL_TIME);
  const imgate = gateway(folder.imsgPath, folder.chatDbPath, {
    FAKE_IMSG_FAULTS: 'banner=Welcome to the Mac!',
  });
  await imgate.said('watching messages');
  device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
  await imgate.said('imessage: delivered reply to chat_id:1');
  expect(await imgate.stop()).toBe(0);
  const complaints = imgate.log.filter(({ msg }) => msg.startsWith('imsg rpc: failed to parse'));
  // One for each child.
  expect(complaints).toHaveLength(2);
  expect(complaints[0]).toMatchObject({
    level: 'warn',
    msg: 'imsg rpc: failed to parse a line of 19 characters',
  });
  expect(JSON.stringify(imgate.log)).not.toContain('Welcome');
  expect(imgate.log.map(({ msg }) => msg)).toContain(
    'imsg rpc: stdout must carry JSON lines only; check what cliPath or a login shell behind it prints',
  );
  expect(device.sent().map(({ text }) => text)).toEqual(['You said: hello']);
});
