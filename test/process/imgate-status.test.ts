// `imgate status` and the gateway that it asks, as people start them.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, it, onTestFinished } from 'vitest';
import { CONNECTIONS_MAX } from '../../engine/gateway/control-socket.ts';
import { REAL_TIME } from '../support/clocks/fast-time.ts';
import { makeDeviceFolder, openDeviceFolder } from '../support/devices/device-folder.ts';
import { connectTo, makeStateDir, request } from '../support/processes/control.ts';
import { openConfig, startImgate } from '../support/processes/imgate-process.ts';
import { nodeScript, temporaryFolder } from '../support/processes/node-script.ts';
import { ALICE, BOB } from '../support/scenarios/stories.ts';

const WRAPPER = fileURLToPath(new URL('../../engine/cli/imgate', import.meta.url));
const status = (...args: string[]) => execa(WRAPPER, ['status', ...args], { reject: false });

/** A Mac, and a gateway for it that is not started yet. */
function makeHome() {
  const folder = makeDeviceFolder();
  const stateDir = makeStateDir();
  const { channels, ...rest } = openConfig({
    stateDir,
    cliPath: folder.imsgPath,
    dbPath: folder.chatDbPath,
  });
  const config = { ...rest, channels: { imessage: { ...channels.imessage, name: 'Family' } } };
  return {
    device: openDeviceFolder(folder, REAL_TIME),
    stateDir,
    socketPath: join(stateDir, 'control/gateway.sock'),
    async start(...flags: readonly '--take-over'[]) {
      const imgate = startImgate(config, {}, flags);
      await imgate.said('watching messages');
      return imgate;
    },
  };
}
const epochOf = async (configPath: string) => {
  const { stdout } = await status('--config', configPath, '--json');
  return (JSON.parse(stdout) as { store: { epoch: number } }).store.epoch;
};

it('shows each part of the gateway that runs, by the name of its account too (CFG-31), and nobody who writes to it', async () => {
  const { device, start } = makeHome();
  const imgate = await start();
  device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
  await imgate.said('imessage: delivered reply to chat_id:1');

  const table = await status('--config', imgate.configPath);
  expect(table).toMatchObject({ exitCode: 0, stderr: '' });
  const shape = table.stdout.replace(/[0-9a-f-]{36}/g, 'ID').replace(/(imsg|highest) [\d.]+/g, '$1 N');
  expect(shape.split('\n')).toEqual([
    'gateway           running',
    'store             writes; 0 commands waiting; epoch 1',
    'source            ID, read by account default',
    '  child           ready; imsg N',
    '  subscription    subscribed to rows after -1; boundary 0',
    '  rows            highest N; 0 rows waiting for the store',
    '  delivery        not known: --probe looks, where chat.db can be read',
    '  wire            idle; 0 parts waiting; 0 conversations held',
    '  automation      works',
    '    child         ready; takes sends; no bridge; for default',
    'account           default (Family), source ID',
    '  turns           0 running, 0 waiting; 0 conversations still being written',
  ]);

  const json = await status('--config', imgate.configPath, '--json');
  expect(json).toMatchObject({ exitCode: 0, stderr: '' });
  expect(JSON.parse(json.stdout)).toMatchObject({
    state: 'running',
    store: { epoch: 1 },
    sources: [{ highestRowid: expect.any(Number), child: { state: 'ready' } }],
  });
  for (const shown of [table.stdout, json.stdout]) expect(shown).not.toMatch(/hello|0001111/);
});

it('says in one line that no gateway runs, before a start and after a stop, which leaves no socket', async () => {
  const { start, stateDir, socketPath } = makeHome();
  const imgate = await start();
  expect(existsSync(socketPath)).toBe(true);
  expect(await imgate.stop()).toBe(0);
  expect(existsSync(socketPath)).toBe(false);
  const line = `imgate: gateway_not_running: No gateway runs with the state folder ${stateDir}.`;
  expect(await status('--config', imgate.configPath)).toMatchObject({
    exitCode: 1,
    stdout: '',
    stderr: line,
  });
  const home = temporaryFolder();
  expect(await execa(WRAPPER, ['status', '--json'], { reject: false, env: { HOME: home } })).toMatchObject({
    exitCode: 1,
    stdout: '',
    stderr: `imgate: gateway_not_running: No gateway runs with the state folder ${home}/.imgate.`,
  });
});

it('finds the gateway that was started after one that was killed', async () => {
  const { start, socketPath } = makeHome();
  const first = await start();
  await first.kill();
  expect(existsSync(socketPath)).toBe(true);
  expect(await status('--config', first.configPath)).toMatchObject({ exitCode: 1, stdout: '' });
  const second = await start();
  expect(await epochOf(second.configPath)).toBe(2);
});

it('asks the gateway that has the store, also once the one that lost it has ended', async () => {
  const { start, socketPath } = makeHome();
  const first = await start();
  const second = await start('--take-over');
  expect(await epochOf(first.configPath)).toBe(2);
  expect(await first.exited).toBe(1);
  expect(await epochOf(first.configPath)).toBe(2);
  expect(await second.stop()).toBe(0);
  expect(existsSync(socketPath)).toBe(false);
});

it('leaves a gateway that cannot open its socket answering, and says which remedy there is', async () => {
  const { device, start, socketPath, stateDir } = makeHome();
  mkdirSync(join(stateDir, 'control'), { mode: 0o700 });
  writeFileSync(socketPath, '');
  const imgate = await start();
  const { level, msg } = await imgate.said('control:');
  expect({ level, msg }).toEqual({
    level: 'warn',
    msg:
      `control: ${socketPath} is a file, not a socket. Remove it. Put right what the message names. A gateway ` +
      'answers messages without it, and tries again every minute.',
  });
  device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
  await imgate.said('imessage: delivered reply to chat_id:1');
  expect(await imgate.stop()).toBe(0);
  expect(existsSync(socketPath)).toBe(true);
});

it('does not keep a gateway from answering while its socket is flooded', async () => {
  const { device, start, socketPath } = makeHome();
  const imgate = await start();
  const [program, ...args] = nodeScript(FLOOD(socketPath));
  const flood = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void flood.kill('SIGKILL'));
  await once(flood.stdout, 'data');

  for (const [index, from] of [ALICE, BOB, '+15550003333'].entries()) {
    device.schedule({ kind: 'text', from, text: 'hello' });
    await imgate.said(`imessage: delivered reply to chat_id:${index + 1}`);
  }
  expect(flood.exitCode).toBe(null);
  flood.kill('SIGKILL');
  await once(flood, 'close');
  // The gateway notices the ends of its connections one by one.
  let answer: { readonly result?: object };
  do answer = await (await connectTo(socketPath)).ask(request('status')).catch(() => ({}));
  while (answer.result === undefined);
  expect(answer).toMatchObject({ result: { state: 'running' } });
  expect(imgate.log.filter(({ msg }) => msg.startsWith('control:'))).toHaveLength(1);
  expect(await imgate.stop()).toBe(0);
});

/**
 * Holds more connections than are taken, opens each again as soon as it is closed, and writes as fast as they take it:
 * requests, lines without an end, and bytes that are no text. Half of them never read. Says so when it was cut off as
 * often as it has connections.
 */
const FLOOD = (path: string) => `
  const connect = () => require('node:net').connect(${JSON.stringify(path)});
  const texts = [
    JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'status' }) + '\\n',
    'x'.repeat(100_000),
    '\\u0000\\n',
    '{"jsonrpc":"2.0","id":1,"method":"nothing","params":{}}\\n',
  ];
  let ends = 0;
  const open = (index) => {
    const socket = connect();
    if (index % 2) socket.resume();
    const write = () => { while (!socket.destroyed && socket.write(texts[index % 4])); };
    socket.on('connect', write).on('drain', write).on('error', () => {}).on('close', () => {
      ends += 1;
      if (ends === ${4 * CONNECTIONS_MAX}) console.log('flooding');
      open(index);
    });
  };
  for (let index = 0; index < ${4 * CONNECTIONS_MAX}; index += 1) open(index);`;
