// What clients in the field do with imsg, besides talking to one `imsg rpc`.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { execa } from 'execa';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { basic } from '../../fake-imsg/environments.ts';
import { createDeviceFolder, type DeviceFolder } from '../../fake-imsg/process/files/folder.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';

const IMSG = fileURLToPath(new URL('../../fake-imsg/imsg', import.meta.url));
const ALICE = '+15550001111';

let folder: DeviceFolder;
beforeEach(() => {
  const dir = join(temporaryFolder(), 'mac');
  folder = createDeviceFolder(dir, { facts: basic, ownerHandle: '+15550000001', imsgProgram: IMSG });
});

function start(args: readonly string[], env: Record<string, string> = {}, stdin: 'pipe' | 'ignore' = 'pipe') {
  const child: ChildProcess = spawn(folder.imsgPath, args, {
    env: { ...process.env, ...env },
    stdio: [stdin, 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface(child.stdout!)[Symbol.asyncIterator]();
  return { child, next: async () => JSON.parse((await lines.next()).value ?? 'null') };
}

const send = (text: string) => execa(folder.imsgPath, ['send', '--to', ALICE, '--text', text, '--json']);

it('`rpc --json --db FILE` is `rpc`', async () => {
  const { stdout, exitCode } = await execa(IMSG, ['rpc', '--json', '--db', folder.chatDbPath], {
    input: '{"jsonrpc":"2.0","id":1,"method":"chats.list"}\n',
  });
  expect(JSON.parse(stdout)).toEqual({ jsonrpc: '2.0', id: 1, result: { chats: [] } });
  expect(exitCode).toBe(0);
});

it('`status --json` needs no database, and no home', async () => {
  const { stdout } = await execa(IMSG, ['status', '--json'], { env: { HOME: '/nonexistent' } });
  expect(JSON.parse(stdout)).toMatchObject({ basic_features: true, v2_ready: false });
});

it('a process for each request beside a watcher', async () => {
  const watcher = start(['rpc']);
  watcher.child.stdin!.write(
    '{"jsonrpc":"2.0","id":1,"method":"watch.subscribe","params":{"debounce_ms":20}}\n',
  );
  expect((await watcher.next()).result.subscription).toBe(1);
  for (const text of ['one', 'two']) {
    const { stdout } = await send(text);
    const { guid, status } = JSON.parse(stdout);
    expect(status).toBe('sent');
    expect((await watcher.next()).params.message).toMatchObject({ guid, text, is_from_me: true });
  }
  const { stdout } = await execa(folder.imsgPath, ['history', '--chat-id', '1', '--json', '--limit', '10']);
  expect(stdout.split('\n').map((line) => JSON.parse(line).text)).toEqual(['two', 'one']);
});

it('a shell loop keeps its own input to itself: only `rpc` reads what it shares with imsg (U16, wire-12)', async () => {
  const loop = 'while read -r text; do "$0" send --to "$1" --text "$text"; "$0" --version; done';
  const { stdout } = await execa('sh', ['-c', loop, folder.imsgPath, ALICE], { input: 'one\ntwo\n' });
  expect(stdout.split('\n')).toEqual(['sent', '0.15.1', 'sent', '0.15.1']);
});

it('the device is the home folder, for clients that take the database from there (U17, wire-12)', async () => {
  await send('hi');
  const env = { HOME: folder.root };
  const chats = await execa(folder.imsgPath, ['chats', '--json'], { env });
  expect(JSON.parse(chats.stdout)).toMatchObject({ identifier: ALICE });
  for (const path of ['~/Library/Messages/chat.db', folder.chatDbPath]) {
    const history = ['history', '--chat-id', '1', '--json', '--db', path];
    expect(JSON.parse((await execa(IMSG, history, { env })).stdout)).toMatchObject({ text: 'hi' });
  }
});

describe('`--db` of the `imsg` that belongs to a device', () => {
  const chats = '{"jsonrpc":"2.0","id":1,"method":"chats.list"}\n';

  it('is a file that is not there, and is said not to be', async () => {
    const path = join(temporaryFolder(), 'Library', 'Messages', 'chat.db');
    const { stdout, exitCode } = await execa(folder.imsgPath, ['rpc', '--db', path], { input: chats });
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: -32002, data: { path, retryable: true } } });
    expect(exitCode).toBe(0);
    const history = execa(folder.imsgPath, ['history', '--chat-id', '1', '--db', path], { reject: false });
    expect(await history).toMatchObject({ exitCode: 1, stdout: expect.stringContaining(path) });
  });

  it('is a copy that knows nothing of what is sent since', async () => {
    await send('before');
    const copy = join(temporaryFolder(), 'copy.db');
    const db = new Database(folder.chatDbPath, { readonly: true });
    await db.backup(copy);
    db.close();
    await send('since');
    const textsIn = async (...more: string[]) => {
      const { stdout } = await execa(folder.imsgPath, ['history', '--chat-id', '1', '--json', ...more]);
      return stdout.split('\n').map((line) => JSON.parse(line).text);
    };
    expect(await textsIn()).toEqual(['since', 'before']);
    expect(await textsIn('--db', copy)).toEqual(['before']);
  });

  it('is that of the device where it is that of the home folder', async () => {
    await send('hi');
    for (const path of ['~/Library/Messages/chat.db', join(homedir(), 'Library', 'Messages', 'chat.db')]) {
      const { stdout } = await execa(folder.imsgPath, ['chats', '--json', '--db', path]);
      expect(JSON.parse(stdout)).toMatchObject({ identifier: ALICE });
    }
  });
});

it('a Mac made with a build is that build, by whatever way imsg comes to it', async () => {
  const options = { facts: basic, ownerHandle: '+15550000001', imsgProgram: IMSG, build: '0.9.0' };
  const old = createDeviceFolder(join(temporaryFolder(), 'mac'), options);
  const versionOf = async (program: string, args: readonly string[], env: Record<string, string> = {}) =>
    (await execa(program, args, { env })).stdout;
  expect(await versionOf(old.imsgPath, ['--version'])).toBe('0.9.0');
  expect(await versionOf(old.imsgPath, ['--version'], { FAKE_IMSG_BUILD: '0.11.0' })).toBe('0.11.0');
  expect(await versionOf(old.imsgPath, ['--help'])).toContain('imsg 0.9.0\n');
  expect(await versionOf(IMSG, ['chats', '--limit', '-5', '--db', old.chatDbPath]).catch(String)).toContain(
    'Missing value for option --limit',
  );
});

describe('`watch`', () => {
  // 0.5.0 never looks by itself: without a word from the file system it has nothing to do.
  it.each(['0.5.0', 'current'])('of %s goes on without an input, until a signal', async (build) => {
    await send('before');
    const args = ['watch', '--json', '--since-rowid', '1', '--debounce', '20ms'];
    const watch = start(args, { FAKE_IMSG_BUILD: build }, 'ignore');
    for (const text of ['one', 'two', 'three']) {
      await send(text);
      expect((await watch.next()).text).toBe(text);
    }
    watch.child.kill('SIGTERM');
    expect(await once(watch.child, 'exit')).toEqual([null, 'SIGTERM']);
  });
});
