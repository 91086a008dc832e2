import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { refuseRealMessages } from '../../../../../fake-imsg/chat-db/database/real-messages.ts';
import { basic } from '../../../../../fake-imsg/environments/basic.ts';
import { openFileDevice } from '../../../../../fake-imsg/process/files/file-device.ts';
import { createDeviceFolder } from '../../../../../fake-imsg/process/files/folder.ts';
import { countingIds } from '../../../../support/fake-mac.ts';
import { createManualClock } from '../../../../support/manual-clock.ts';

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

describe('the real Messages folder', () => {
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
