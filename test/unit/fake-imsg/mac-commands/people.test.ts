import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSystemClock } from '../../../../fake-imsg/device/clock.ts';
import { openFolderDevice } from '../../../../fake-imsg/process/files/folder-device.ts';
import { runFakeMac } from '../../../../fake-imsg/process/run-fake-mac.ts';
import { makeDeviceFolder } from '../../../support/devices/device-folder.ts';
import { countingIds } from '../../../support/devices/fake-mac.ts';
import { temporaryFolder } from '../../../support/processes/node-script.ts';

async function run(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runFakeMac(argv, {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return { code, out, err };
}

function open(root: string) {
  const device = openFolderDevice(root, { clock: createSystemClock(), ids: countingIds() });
  const reader = device.openReader();
  onTestFinished(() => {
    reader.close();
    device.close();
  });
  return { device, count: () => reader.prepare('SELECT COUNT(*) FROM message').pluck().get() };
}

describe('fake-mac people', () => {
  it('adds people to Contacts, which imsg may read then, and messages of theirs', async () => {
    const { root } = makeDeviceFolder();
    const { code, out } = await run('people', root, '--count', '20', '--rows', '300', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out[0]!)).toEqual({ people: 20, groups: 3, rows: 300 });
    const { device, count } = open(root);
    expect(count()).toBe(300);
    expect(device.facts().contacts).toBe(true);
    expect(device.contacts()).toHaveLength(20);
    for (const { name, handles } of device.contacts()) {
      expect(name).toMatch(/\S \S/);
      for (const handle of handles) expect(handle).toMatch(/^\+1555000\d{4}$|@example\.com$/);
    }
  });

  it('makes the same people for the same seed', async () => {
    const [one, other, third] = [makeDeviceFolder(), makeDeviceFolder(), makeDeviceFolder()] as const;
    await run('people', one.root, '--rows', '0', '--seed', 'x');
    await run('people', other.root, '--rows', '0', '--seed', 'x');
    await run('people', third.root, '--rows', '0', '--seed', 'y');
    const contacts = open(one.root).device.contacts();
    expect(contacts).toHaveLength(50);
    expect(open(other.root).device.contacts()).toEqual(contacts);
    expect(open(third.root).device.contacts()).not.toEqual(contacts);
  });

  it.each([
    [['--count', '0'], '--count "0": give a whole number from 1 to 9000.'],
    [['--rows', 'many'], '--rows "many": give a whole number from 0'],
  ])('refuses %j', async (options, message) => {
    const { root } = makeDeviceFolder();
    const { code, err } = await run('people', root, ...options);
    expect(code).toBe(64);
    expect(err.join('\n')).toContain(message);
  });

  it('needs a Mac', async () => {
    const { code, err } = await run('people', join(temporaryFolder(), 'none'));
    expect(code).toBe(1);
    expect(err.join('\n')).toContain('is not a device folder');
  });
});
