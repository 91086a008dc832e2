// Faults and the record with real processes of one device, as a client and a shell meet them.

import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import type { RecordEntry } from '../../fake-imsg/device/record.ts';
import type { DeviceFolder } from '../../fake-imsg/process/files/folder.ts';
import { readRecordFrom, recordPath } from '../../fake-imsg/process/files/record-file.ts';
import { makeDeviceFolder } from '../support/devices/device-folder.ts';

const FAKE_MAC = fileURLToPath(new URL('../../fake-imsg/fake-mac', import.meta.url));

const request = (id: number, method: string, params: object = {}) =>
  `${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`;

function imsg({ imsgPath }: DeviceFolder, input: string, env: Record<string, string> = {}) {
  return execa(imsgPath, ['rpc'], { input, env, reject: false });
}

const recordOf = ({ root }: DeviceFolder): RecordEntry[] => readRecordFrom(recordPath(root), 0).entries;

describe('a real process', () => {
  it('dies by the signal in place of the line', async () => {
    const mac = makeDeviceFolder();
    const input = request(1, 'chats.list') + request(2, 'chats.list');
    const { signal, stdout } = await imsg(mac, input, { FAKE_IMSG_FAULTS: 'signal=SIGKILL@count:2' });
    expect(signal).toBe('SIGKILL');
    expect(stdout.split('\n').filter((line) => line.includes('"id":2'))).toEqual([]);
    expect(recordOf(mac).map(({ what }) => what)).toContain('signal');
  });

  it('reads on after a while', async () => {
    const { exitCode, stdout } = await imsg(makeDeviceFolder(), request(1, 'chats.list'), {
      FAKE_IMSG_FAULTS: 'unread=300ms',
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('"id":1');
  });

  it('is late with an answer and ends only after it', async () => {
    const { exitCode, stdout } = await imsg(makeDeviceFolder(), request(1, 'chats.list'), {
      FAKE_IMSG_FAULTS: 'late=300ms',
    });
    expect([exitCode, JSON.parse(stdout).id]).toEqual([0, 1]);
  });

  it('meets a fault that was set while it ran, and counts it together with others', async () => {
    const mac = makeDeviceFolder();
    const child = execa(mac.imsgPath, ['rpc'], { reject: false });
    const lines = child[Symbol.asyncIterator]();
    child.stdin!.write(request(1, 'watch.unsubscribe', { subscription: 1 }));
    expect(JSON.parse((await lines.next()).value!)).toMatchObject({ id: 1 });
    await execa(FAKE_MAC, ['fault', mac.root, 'foreign-id=99@count:2']);
    const other = await imsg(mac, request(7, 'watch.unsubscribe', { subscription: 1 }));
    expect(JSON.parse(other.stdout).id).toBe(7);
    child.stdin!.end(request(2, 'watch.unsubscribe', { subscription: 1 }));
    expect(JSON.parse((await lines.next()).value!)).toMatchObject({ id: 99 });
    expect((await child).exitCode).toBe(0);
  });
});

describe('the record of a device folder', () => {
  it('holds what each process was asked and answered, down to the version', async () => {
    const mac = makeDeviceFolder();
    await execa(mac.imsgPath, ['--version']);
    await execa(mac.imsgPath, ['nonsense'], { reject: false });
    const { stdout } = await imsg(mac, request(1, 'chats.list'));
    const entries = recordOf(mac);
    const runs = [...new Set(entries.map(({ pid }) => pid))];
    const told = runs.map((pid) => entries.filter((entry) => entry.pid === pid));
    expect(told.map((run) => run.map(({ what }) => what))).toEqual([
      ['start', 'out', 'exit'],
      expect.arrayContaining(['start', 'out', 'exit']),
      expect.arrayContaining(['start', 'in', 'end of input', 'out', 'exit']),
    ]);
    expect(told.map(([start]) => start!.argv)).toEqual([['--version'], ['nonsense'], ['rpc']]);
    expect(told[2]!.find(({ what }) => what === 'out')!.text).toBe(`${stdout}\n`);
    expect(told[1]!.at(-1)).toMatchObject({ what: 'exit', code: 1 });
  });

  it('can be followed', async () => {
    const mac = makeDeviceFolder();
    const follower = execa(FAKE_MAC, ['record', mac.root, '--follow'], { reject: false });
    // From the start: what it prints while nobody listens is gone.
    const lines = follower[Symbol.asyncIterator]();
    await imsg(mac, request(1, 'chats.list'));
    const seen: unknown[] = [];
    for await (const line of lines) {
      const { what } = JSON.parse(line) as RecordEntry;
      seen.push(what);
      if (what === 'exit') follower.kill();
    }
    expect(seen).toContain('in');
  });
});
