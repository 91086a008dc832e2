// A process for each thing that is done to a message, beside one that watches.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { expect, it, onTestFinished } from 'vitest';
import { fakeEnv, fastTimeFromNow } from '../support/clocks/fast-time.ts';
import { makeDeviceFolder, openDeviceFolder } from '../support/devices/device-folder.ts';
import type { Frame } from '../support/processes/imsg-process.ts';

const CHAT = 'any;-;+15550001111';

it('the watcher is told of a tapback, and of edits and unsends nothing', async () => {
  const folder = makeDeviceFolder();
  const time = fastTimeFromNow();
  const env = { ...process.env, ...fakeEnv(time) };
  const device = openDeviceFolder(folder, time);
  device.schedule({ kind: 'bridge', state: 'launched' });
  device.schedule({ kind: 'own-text', to: '+15550001111', text: 'helo' });
  device.step();
  const watcher = spawn(folder.imsgPath, ['rpc'], { env });
  onTestFinished(() => void watcher.kill('SIGKILL'));
  const lines = createInterface(watcher.stdout)[Symbol.asyncIterator]();
  const next = async (): Promise<Frame> => JSON.parse((await lines.next()).value ?? '');
  const params = { since_rowid: -1, include_reactions: true, debounce_ms: 20 };
  watcher.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'watch.subscribe', params })}\n`);
  await next();
  const { guid } = (await next()).params.message;
  const imsg = (command: string, ...more: string[]) =>
    execa(folder.imsgPath, [command, '--chat', CHAT, '--message', guid, ...more, '--json'], { env });

  const edited = await imsg('edit', '--new-text', 'hello');
  expect(JSON.parse(edited.stdout)).toEqual({ chatGuid: CHAT, messageGuid: guid, queued: true });
  await imsg('tapback', '--kind', 'love');
  await imsg('unsend');
  device.schedule({ kind: 'text', from: '+15550001111', text: 'what was that?' });
  device.step();
  expect((await next()).params.message).toMatchObject({ text: 'Loved “hello”', is_reaction: true });
  expect((await next()).params.message).toMatchObject({ text: 'what was that?' });
});
