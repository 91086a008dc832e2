import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { REAL_TIME } from '../support/clocks/fast-time.ts';
import { makeDeviceFolder, openDeviceFolder } from '../support/devices/device-folder.ts';
import { ALICE } from '../support/scenarios/stories.ts';

const CLIENTS = 12;

it(`${CLIENTS} processes watch one device at once, all hear of a message, all end with their input`, async () => {
  const folder = makeDeviceFolder();
  const device = openDeviceFolder(folder, REAL_TIME);
  const clients = Array.from({ length: CLIENTS }, () => startClient(folder.imsgPath));
  const subscribed = await Promise.all(clients.map(({ lines }) => nextFrame(lines)));
  expect(subscribed.map(({ id }) => id)).toEqual(clients.map(() => 1));

  device.schedule({ kind: 'text', from: ALICE, text: 'hello, all' });
  const heard = await Promise.all(clients.map(({ lines }) => nextFrame(lines)));
  expect(heard.map(({ params }) => params.message.text)).toEqual(clients.map(() => 'hello, all'));

  const ends = clients.map(
    async ({ child }) => (await once(child, 'exit')) as [number | null, string | null],
  );
  for (const { child } of clients) child.stdin!.end();
  expect(await Promise.all(ends)).toEqual(clients.map(() => [0, null]));
});

function startClient(imsgPath: string): { child: ChildProcess; lines: AsyncIterator<string> } {
  const child = spawn(imsgPath, ['rpc'], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'watch.subscribe' })}\n`);
  return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
}

// biome-ignore lint/suspicious/noExplicitAny: frames are compared, not relied upon.
async function nextFrame(lines: AsyncIterator<string>): Promise<any> {
  return JSON.parse((await lines.next()).value);
}
