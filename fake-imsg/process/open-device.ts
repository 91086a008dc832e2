import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Clock, createSystemClock } from '../device/clock.ts';
import { createSystemIds } from '../device/ids.ts';
import type { OpenDevice, ProcessIo } from '../device/process-io.ts';
import { environmentFacts } from '../environments.ts';
import { readingElsewhere } from './files/elsewhere.ts';
import { openFileDevice } from './files/file-device.ts';
import { type FolderDeviceOptions, openFolderDevice } from './files/folder-device.ts';
import { isRealChatDb } from './files/real-messages.ts';
import { realPath } from './files/real-path.ts';
import { createFollowedClock } from './followed-clock.ts';

const IN_DEVICE_FOLDER = /^(.+)\/Library\/Messages\/chat\.db$/;

type Env = ProcessIo['env'];

/**
 * The clock of a real process. FAKE_IMSG_CLOCK_RATE makes it run faster, counted from FAKE_IMSG_CLOCK_START (Unix
 * milliseconds, default now); FAKE_IMSG_CLOCK_FILE names a file that says how fast it runs at each moment. Only tests
 * set them.
 */
export function systemClockOf(env: Env): Clock {
  if (env.FAKE_IMSG_CLOCK_FILE) return createFollowedClock(env.FAKE_IMSG_CLOCK_FILE);
  return createSystemClock(
    positive('FAKE_IMSG_CLOCK_RATE', env.FAKE_IMSG_CLOCK_RATE) ?? 1,
    positive('FAKE_IMSG_CLOCK_START', env.FAKE_IMSG_CLOCK_START),
  );
}

/** The device folder of a real process: the one in FAKE_IMSG_DEVICE, else the one that `--db` lies in, or null. */
export function deviceFolderOf(dbPath: string | undefined, env: Env): string | null {
  if (env.FAKE_IMSG_DEVICE) return env.FAKE_IMSG_DEVICE;
  const folder = IN_DEVICE_FOLDER.exec(realPath(resolve(chatDbPathOf(dbPath, env))))?.[1];
  return folder && existsSync(join(folder, 'device.db')) ? folder : null;
}

/**
 * How a real process opens its device: the folder, or else the bare file on a Mac as FAKE_IMSG_ENV describes it. The
 * `imsg` of a folder reads the file that `--db` names; the one of the home folder is that of the device, which stands for it.
 */
export function createOpenDevice(clock: Clock, process?: FolderDeviceOptions['process']): OpenDevice {
  return ({ dbPath, env }) => {
    const ids = createSystemIds();
    const folder = deviceFolderOf(dbPath, env);
    if (folder !== null) {
      const device = openFolderDevice(folder, { clock, ids, process });
      const path = dbPath === undefined ? device.chatDbPath : resolve(chatDbPathOf(dbPath, env));
      const isOwn = realPath(path) === realPath(device.chatDbPath) || isRealChatDb(path);
      return isOwn ? device : readingElsewhere(device, path);
    }
    return openFileDevice(chatDbPathOf(dbPath, env), {
      clock,
      ids,
      facts: environmentFacts(env.FAKE_IMSG_ENV),
      ...(env.HOME && { home: env.HOME }),
    });
  };
}

function chatDbPathOf(dbPath: string | undefined, env: Env): string {
  const home = env.HOME ?? '';
  return dbPath?.replace(/^~(?=\/)/, home) ?? join(home, 'Library', 'Messages', 'chat.db');
}

function positive(name: string, text: string | undefined): number | undefined {
  if (!text) return undefined;
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new Error(`${name} must be a number above 0, not "${text}"`);
}
