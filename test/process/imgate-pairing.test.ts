// `imgate pairing` and the gateway that it asks, as people start them.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { REAL_TIME } from '../support/clocks/fast-time.ts';
import { makeDeviceFolder, openDeviceFolder } from '../support/devices/device-folder.ts';
import { makeStateDir } from '../support/processes/control.ts';
import { openConfig, startImgate } from '../support/processes/imgate-process.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';
import { ALICE, BOB } from '../support/scenarios/stories.ts';

const WRAPPER = fileURLToPath(new URL('../../engine/cli/imgate', import.meta.url));
const CARL = '+15550003333';

/** The state folder of another product, with one who was approved there and one who waits. */
function otherProduct(): string {
  const dir = temporaryFolder();
  mkdirSync(join(dir, 'credentials'));
  const now = new Date().toISOString();
  const requests = [
    {
      id: BOB,
      code: 'BCDEFGHJ',
      createdAt: now,
      lastSeenAt: now,
      meta: { sender: BOB, accountId: 'default' },
    },
    { id: CARL, code: 'CDEFGHJK', createdAt: '2020-01-01T00:00:00.000Z', lastSeenAt: now },
  ];
  const write = (name: string, value: object) =>
    writeFileSync(join(dir, 'credentials', name), JSON.stringify({ version: 1, ...value }));
  write('imessage-pairing.json', { requests });
  write('imessage-allowFrom.json', { allowFrom: [CARL, '*'] });
  return dir;
}

it('lists, approves, denies and takes over who wants to write (PAIR-9, PAIR-11, PAIR-12, PAIR-13, PAIR-14, PAIR-15)', async () => {
  const folder = makeDeviceFolder();
  const stateDir = makeStateDir();
  const { channels, ...rest } = openConfig({ stateDir, cliPath: folder.imsgPath, dbPath: folder.chatDbPath });
  const imessage = { ...channels.imessage, dmPolicy: 'pairing', allowFrom: [] };
  const device = openDeviceFolder(folder, REAL_TIME);
  const gateway = startImgate({ ...rest, channels: { imessage } });
  const pairing = async (...args: string[]) => {
    const command = ['pairing', ...args, '--config', gateway.configPath];
    const { exitCode, stdout, stderr } = await execa(WRAPPER, command, { reject: false });
    return { exitCode, stdout, stderr };
  };
  await gateway.said('watching messages');
  expect(await pairing('list', 'imessage')).toMatchObject({
    exitCode: 0,
    stdout: 'No pending imessage pairing requests.',
  });
  device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
  await gateway.said('delivered reply to chat_id:1');

  const { stdout: json } = await pairing('list', '--json');
  const { channel, requests } = JSON.parse(json) as { channel: string; requests: { code: string }[] };
  expect([channel, requests]).toMatchObject([
    'imessage',
    [{ handle: ALICE, accountId: 'default', chatId: 1 }],
  ]);
  const { code } = requests[0]!;
  const { stdout: table } = await pairing('list', 'imessage');
  expect(table).toMatch(/^Pairing requests \(1\)\nCode +imessageSenderId +Meta +Requested\n/);
  expect(table).toContain(`${code}  ${ALICE}`);

  const unknown = await pairing('approve', 'imessage', 'ZZZZZZZZ');
  expect([unknown.exitCode, unknown.stderr]).toEqual([
    1,
    expect.stringContaining('No pending pairing request'),
  ]);
  expect(await pairing('approve', 'imessage', code, 'third')).toMatchObject({ exitCode: 64 });
  expect(await pairing('approve', code.toLowerCase(), '--notify')).toEqual({
    exitCode: 0,
    stdout:
      `Approved imessage sender ${ALICE}.\n` +
      `Command owner configured imessage:${ALICE} (commands.ownerAllowFrom was empty).`,
    stderr: '',
  });
  await expect
    .poll(() => device.sent().map(({ text }) => text))
    .toContain('✅ imgate access approved. Send a message to start chatting.');

  const taken = await pairing('import', otherProduct());
  expect(taken.stdout).toContain('Took over 1 approvals and 1 requests; passed over 2');
  expect(await pairing('deny', 'imessage', 'bcdefghj')).toMatchObject({
    exitCode: 0,
    stdout: `Denied imessage sender ${BOB}.`,
  });
  expect((await pairing('import', temporaryFolder())).stderr).toContain('pairing_files_unusable');
  expect(await gateway.stop()).toBe(0);
  expect(gateway.log.map(({ msg }) => msg).join('\n')).not.toContain(ALICE);
  expect((await pairing('list')).stdout).toBe('No pending imessage pairing requests.');
  expect((await pairing('approve', 'BCDEFGHJ')).stderr).toContain('gateway_not_running');
});
