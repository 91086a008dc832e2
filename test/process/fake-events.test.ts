// Events that reach across processes: a Mac in a folder, this test that makes things happen on it, and a real
// imsg that watches.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { fakeEnv, fastTimeFromNow } from '../support/clocks/fast-time.ts';
import { makeDeviceFolder, openDeviceFolder } from '../support/devices/device-folder.ts';
import type { Frame } from '../support/processes/imsg-process.ts';

const text = (words: string) => ({ kind: 'text', from: '+15550001111', text: words });

/** A Mac, and an imsg process of it that has begun to watch. */
async function startWatching() {
  const folder = makeDeviceFolder();
  const time = fastTimeFromNow();
  const device = openDeviceFolder(folder, time);
  const child = spawn(folder.imsgPath, ['rpc'], { env: { ...process.env, ...fakeEnv(time) } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async (): Promise<Frame> => JSON.parse((await lines.next()).value ?? '');
  const ask = (method: string, params: object) => {
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: method, method, params })}\n`);
    return next();
  };
  expect(await ask('watch.subscribe', { debounce_ms: 20 })).toMatchObject({ result: { subscription: 1 } });
  return { device, exited, next, ask };
}

it('goes on telling rows when the write-ahead log is made anew under it', async () => {
  const { device, next } = await startWatching();
  for (const words of ['one', 'two', 'three']) {
    device.schedule(text(words));
    expect(await next()).toMatchObject({ method: 'message', params: { message: { text: words } } });
    device.schedule({ kind: 'rotate-wal' });
    device.step();
  }
});

it('answers from another database once that has taken the place of chat.db', async () => {
  const { device, next, ask } = await startWatching();
  device.schedule(text('one'));
  await next();
  device.schedule({ kind: 'replace-database', rowids: 'higher' });
  device.step();
  const answer = await ask('messages.after', { since_rowid: 0, limit: 1 });
  expect(answer.result.messages).toMatchObject([{ text: 'restored message 1' }]);
});

it('meets what is made to go wrong on its Mac: a watch that ends, then its own end', async () => {
  const { device, next, exited } = await startWatching();
  device.schedule({ kind: 'fault', fault: 'watch-error' });
  expect(await next()).toMatchObject({ method: 'error', params: { subscription: 1 } });
  device.schedule({ kind: 'fault', fault: 'exit' });
  expect(await exited).toEqual([1, null]);
});
