// The fake imsg as a real process: its executable, its pipes and its end.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, it, onTestFinished } from 'vitest';
import { basic } from '../../fake-imsg/environments.ts';
import { createDeviceFolder } from '../../fake-imsg/process/files/folder.ts';
import type { Frame } from '../support/processes/imsg-process.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';

const IMSG = fileURLToPath(new URL('../../fake-imsg/imsg', import.meta.url));
const FAKE_MAC = fileURLToPath(new URL('../../fake-imsg/fake-mac', import.meta.url));

function newDevice(): string {
  const dir = join(temporaryFolder(), 'mac');
  createDeviceFolder(dir, { facts: basic, ownerHandle: '+15550000001', imsgProgram: IMSG });
  return dir;
}

function start(program: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(program, args, { env: { ...process.env, ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return {
    child,
    exited,
    stderr: () => stderr,
    write: (frame: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...frame })}\n`),
    next: async (): Promise<Frame> => JSON.parse((await lines.next()).value ?? ''),
    async rest(): Promise<string[]> {
      const rest: string[] = [];
      for (let line = await lines.next(); !line.done; line = await lines.next()) rest.push(line.value);
      return rest;
    },
  };
}

it('prints its version through a link, from any folder', async () => {
  const folder = temporaryFolder();
  symlinkSync(IMSG, join(folder, 'real'));
  symlinkSync('real', join(folder, 'linked'));
  const { rest, exited } = start(join(folder, 'linked'), ['--version']);
  expect(await rest()).toEqual(['0.15.1']);
  expect(await exited).toEqual([0, null]);
});

it('prints its help and ends with code 0 without touching its input', async () => {
  const { rest, exited } = start(IMSG, ['rpc', '--help']);
  expect((await rest())[1]).toBe('Run JSON-RPC over stdin/stdout');
  expect(await exited).toEqual([0, null]);
});

it('refuses the real Messages folder', async () => {
  const { rest, exited } = start(IMSG, ['rpc']);
  expect((await rest())[0]).toContain('the fake never opens it');
  expect(await exited).toEqual([1, null]);
});

it('ends with code 0 at the end of its input, and waits for nothing', async () => {
  const dir = newDevice();
  // A clock that nearly stands: the 500 ms that it has would be as long as this test has.
  const imsg = start(join(dir, 'imsg'), ['rpc'], { FAKE_IMSG_CLOCK_RATE: '0.004' });
  imsg.write({ id: 1, method: 'watch.subscribe' });
  expect(await imsg.next()).toMatchObject({ id: 1, result: { subscription: 1 } });
  imsg.child.stdin.end();
  expect(await imsg.exited).toEqual([0, null]);
  expect(imsg.stderr()).toBe('');
});

it('tells a watch in one process what another process has sent', async () => {
  const dir = newDevice();
  const watcher = start(join(dir, 'imsg'), ['rpc']);
  watcher.write({ id: 1, method: 'watch.subscribe', params: { debounce_ms: 20 } });
  await watcher.next();
  const sender = start(IMSG, ['rpc', '--db', join(dir, 'Library', 'Messages', 'chat.db')]);
  sender.write({ id: 's', method: 'send', params: { to: '+15550001111', text: 'hi' } });
  const answer = await sender.next();
  expect(answer.result).toMatchObject({ ok: true, chat_guid: 'any;-;+15550001111' });
  const notification = await watcher.next();
  expect(notification.params.message).toMatchObject({
    guid: answer.result.guid,
    text: 'hi',
    is_from_me: true,
  });
});

it('serves many processes on one device, each send once', async () => {
  const dir = newDevice();
  const names = Array.from({ length: 6 }, (_, index) => `text ${index}`);
  const answers = await Promise.all(
    names.map(async (text) => {
      const imsg = start(join(dir, 'imsg'), ['rpc'], { FAKE_IMSG_CLOCK_RATE: '5' });
      imsg.write({ id: text, method: 'send', params: { to: '+15550001111', text } });
      imsg.child.stdin.end();
      const [line] = await imsg.rest();
      expect(await imsg.exited).toEqual([0, null]);
      return JSON.parse(line ?? '');
    }),
  );
  expect(answers.map(({ result }) => result.ok)).toEqual(names.map(() => true));
  const history = start(join(dir, 'imsg'), ['history', '--chat-id', '1', '--json']);
  const texts = (await history.rest()).map((line) => JSON.parse(line).text);
  expect(texts.sort()).toEqual(names);
});

it('goes on working while nobody reads, and loses nothing it had to say', async () => {
  const dir = newDevice();
  const watcher = start(join(dir, 'imsg'), ['rpc']);
  watcher.write({ id: 1, method: 'watch.subscribe', params: { debounce_ms: 20 } });
  await watcher.next();

  const unread = spawn(join(dir, 'imsg'), ['rpc'], { stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void unread.kill('SIGKILL'));
  // Answers name the method, so these are more than any pipe and any stream in between will hold.
  const asked = 100;
  for (let id = 0; id < asked; id++) {
    unread.stdin.write(`{"jsonrpc":"2.0","id":${id},"method":"${'nope'.repeat(5000)}"}\n`);
  }
  const send = { jsonrpc: '2.0', id: 's', method: 'send', params: { to: '+15550001111', text: 'hi' } };
  unread.stdin.end(`${JSON.stringify(send)}\n`);
  expect((await watcher.next()).params.message.text).toBe('hi');

  const ids: unknown[] = [];
  for await (const line of createInterface(unread.stdout)) ids.push(JSON.parse(line).id);
  // The send has a lane of its own, and its answer need not be the last (wire-2.3).
  expect(ids.filter((id) => id !== 's')).toEqual(Array.from({ length: asked }, (_, id) => id));
  expect(ids.filter((id) => id === 's')).toHaveLength(1);
});

it('dies of SIGPIPE, without a word, when its reader is gone (U18)', async () => {
  const dir = newDevice();
  const imsg = start(join(dir, 'imsg'), ['rpc']);
  imsg.write({ id: 1, method: 'status' });
  await imsg.next();
  imsg.child.stdout.destroy();
  imsg.write({ id: 2, method: 'status' });
  expect(await imsg.exited).toEqual([null, 'SIGPIPE']);
  expect(imsg.stderr()).toBe('');
  const record = await execa(FAKE_MAC, ['record', dir]);
  expect(JSON.parse(record.stdout.split('\n').at(-1)!)).toMatchObject({ what: 'signal', signal: 'SIGPIPE' });
});

it.each([
  [['--version']],
  [['history', '--chat-id', '1', '--json']],
  [['watch', '--json', '--since-rowid', '-1']],
  [['status']],
  [['nonsense']],
])('dies of SIGPIPE in %j where nobody reads from the beginning', async (args) => {
  const dir = newDevice();
  await execa(FAKE_MAC, ['text', dir, 'hi', '--from', '+15550001111']);
  const { child, exited, stderr } = start(join(dir, 'imsg'), args);
  child.stdout.destroy();
  expect(await exited).toEqual([null, 'SIGPIPE']);
  expect(stderr()).toBe('');
});

it('dies of SIGTERM as any program does', async () => {
  const dir = newDevice();
  const imsg = start(join(dir, 'imsg'), ['rpc']);
  imsg.write({ id: 1, method: 'status' });
  await imsg.next();
  imsg.child.kill('SIGTERM');
  expect(await imsg.exited).toEqual([null, 'SIGTERM']);
});
