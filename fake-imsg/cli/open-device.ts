import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createSystemClock } from '../device/clock.ts';
import { openFileDevice } from '../device/file-device.ts';
import { openFolderDevice } from '../device/folder-device.ts';
import { createSystemIds } from '../device/ids.ts';
import type { OpenDevice } from '../device/process.ts';
import { environmentFacts } from '../environments/environments.ts';

const IN_DEVICE_FOLDER = /^(.+)\/Library\/Messages\/chat\.db$/;

/**
 * The device of a real process: the folder in FAKE_IMSG_DEVICE, else the folder that `--db` lies in, else
 * the bare file, on a Mac as FAKE_IMSG_ENV describes it. FAKE_IMSG_CLOCK_RATE makes its clock run faster,
 * counted from FAKE_IMSG_CLOCK_START (Unix milliseconds, default now); only tests set them.
 */
export const openDevice: OpenDevice = ({ dbPath, env }) => {
  const clock = createSystemClock(
    positive('FAKE_IMSG_CLOCK_RATE', env.FAKE_IMSG_CLOCK_RATE) ?? 1,
    positive('FAKE_IMSG_CLOCK_START', env.FAKE_IMSG_CLOCK_START),
  );
  const ids = createSystemIds();
  if (env.FAKE_IMSG_DEVICE) return openFolderDevice(env.FAKE_IMSG_DEVICE, { clock, ids });
  const home = env.HOME ?? '';
  const path = dbPath?.replace(/^~(?=\/)/, home) ?? join(home, 'Library', 'Messages', 'chat.db');
  const folder = IN_DEVICE_FOLDER.exec(path)?.[1];
  if (folder && existsSync(join(folder, 'device.db'))) return openFolderDevice(folder, { clock, ids });
  return openFileDevice(path, { clock, ids, facts: environmentFacts(env.FAKE_IMSG_ENV) });
};

function positive(name: string, text: string | undefined): number | undefined {
  if (!text) return undefined;
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new Error(`${name} must be a number above 0, not "${text}"`);
}
