// `imgate channels confirm-chat` and the gateway that it asks, as people start them.

import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { REAL_TIME } from '../support/clocks/fast-time.ts';
import { makeDeviceFolder, openDeviceFolder } from '../support/devices/device-folder.ts';
import { makeStateDir } from '../support/processes/control.ts';
import { openConfig, startImgate } from '../support/processes/imgate-process.ts';
import { ALICE } from '../support/scenarios/stories.ts';

const WRAPPER = fileURLToPath(new URL('../../engine/cli/imgate', import.meta.url));

it('lets a listed number stand for the group that has it in another database (ruling-22)', async () => {
  const folder = makeDeviceFolder();
  const stateDir = makeStateDir();
  const { channels, ...config } = openConfig({
    stateDir,
    cliPath: folder.imsgPath,
    dbPath: folder.chatDbPath,
  });
  const lists = { groupPolicy: 'allowlist', groupAllowFrom: ['chat_id:2'] };
  const listed = { ...config, channels: { imessage: { ...channels.imessage, ...lists } } };
  const device = openDeviceFolder(folder, REAL_TIME);
  const write = (guid: string, text: string) => {
    device.schedule({ kind: 'row', from: ALICE, chat: guid, text });
  };
  const begin = (guid: string) => {
    device.schedule({ kind: 'chat-row', guid, identifier: guid.slice(-7), style: 43, with: [ALICE] });
    write(guid, 'hello');
  };
  const confirm = async (configPath: string, ...args: string[]) => {
    const command = ['channels', 'confirm-chat', ...args, '--config', configPath];
    const { exitCode, stdout, stderr } = await execa(WRAPPER, command, { reject: false });
    return { exitCode, stdout, code: /imgate: (\w+):/.exec(stderr)?.[1] ?? stderr };
  };
  const refused = (code: string) => ({ exitCode: 1, stdout: '', code });

  const first = startImgate(listed);
  await first.said('watching messages');
  device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
  await first.said('delivered reply to chat_id:1');
  begin('iMessage;+;chat100');
  await first.said('delivered reply to chat_id:2');
  expect(await confirm(first.configPath, '2')).toEqual(refused('chat_not_waiting'));
  expect(await confirm(first.configPath, '3')).toEqual(refused('chat_not_listed'));
  expect(await confirm(first.configPath, '2', '--account', 'work')).toEqual(refused('account_unknown'));
  expect(await confirm(first.configPath, 'one')).toMatchObject({ exitCode: 64, stdout: '' });
  await first.stop();
  expect(await confirm(first.configPath, '2')).toEqual(refused('gateway_not_running'));

  device.schedule({ kind: 'replace-database', rowids: 'higher' });
  const second = startImgate(listed);
  await second.said('watching messages');
  begin('iMessage;+;chat200');
  await second.said('confirm-chat');
  expect(await confirm(second.configPath, '2')).toEqual({
    exitCode: 0,
    stdout: 'chat_id:2 of account "default" stands for the chat that has this number now.',
    code: '',
  });
  write('iMessage;+;chat200', 'again');
  await second.said('delivered reply to chat_id:2');
  expect(await second.stop()).toBe(0);
});
