import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { basic } from '../../../../../fake-imsg/environments.ts';
import { openFileDevice } from '../../../../../fake-imsg/process/files/file-device.ts';
import { createDeviceFolder } from '../../../../../fake-imsg/process/files/folder.ts';
import { refuseRealMessages } from '../../../../../fake-imsg/process/files/real-messages.ts';
import { deviceFolderOf } from '../../../../../fake-imsg/process/open-device.ts';
import { createManualClock } from '../../../../support/clocks/manual-clock.ts';
import { countingIds } from '../../../../support/devices/fake-mac.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'home-'));
  mkdirSync(join(home, 'Library', 'Messages'), { recursive: true });
  vi.stubEnv('HOME', home);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

describe('the real Messages folder (invariant-56)', () => {
  it.each(['chat.db', '.', 'Attachments/aa/10/x'])(
    'is refused at %s, by path and with the remedy',
    (inside) => {
      const path = join(home, 'Library', 'Messages', inside);
      expect(() => refuseRealMessages(path)).toThrow(`${path} lies inside the real Messages folder`);
      expect(() => refuseRealMessages(path)).toThrow('fake-mac init DIR');
    },
  );

  it('is recognised behind a symbolic link', () => {
    symlinkSync(join(home, 'Library'), join(home, 'shortcut'));
    expect(() => refuseRealMessages(join(home, 'shortcut', 'Messages', 'chat.db'))).toThrow(
      'real Messages folder',
    );
  });

  it('is not confused with a folder whose name begins alike', () => {
    expect(() => refuseRealMessages(join(home, 'Library', 'MessagesCopy', 'chat.db'))).not.toThrow();
  });

  it('is that of the account too, whatever HOME says', () => {
    const path = join(userInfo().homedir, 'Library', 'Messages', 'chat.db');
    expect(() => refuseRealMessages(path)).toThrow('real Messages folder');
  });

  it('is not a device for a home, which is known by what lies in it', () => {
    const dir = join(home, 'mac');
    const options = { facts: basic, ownerHandle: 'me@example.com', imsgProgram: '/imsg' };
    const { chatDbPath } = createDeviceFolder(dir, options);
    vi.stubEnv('HOME', dir);
    expect(() => refuseRealMessages(chatDbPath)).not.toThrow();
    expect(deviceFolderOf(undefined, { HOME: dir })).toBe(dir);
    symlinkSync(dir, join(home, 'alias'));
    expect(deviceFolderOf('~/Library/Messages/chat.db', { HOME: join(home, 'alias') })).toBe(dir);
  });

  it.each(['', 'not a database'])('is no device by a file of that name (%j)', (content) => {
    writeFileSync(join(home, 'device.db'), content);
    const path = join(home, 'Library', 'Messages', 'chat.db');
    expect(() => refuseRealMessages(path)).toThrow('real Messages folder');
    expect(() => createDeviceFolder(home, { facts: basic, ownerHandle: 'x', imsgProgram: 'x' })).toThrow(
      'real Messages',
    );
  });

  it('is opened by no kind of device', () => {
    const options = { clock: createManualClock(), ids: countingIds() };
    expect(() => openFileDevice(join(home, 'Library', 'Messages', 'chat.db'), options)).toThrow(
      'real Messages',
    );
    expect(() =>
      createDeviceFolder(home, { facts: basic, ownerHandle: 'me@example.com', imsgProgram: '/imsg' }),
    ).toThrow('real Messages');
  });
});
