import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { createSystemClock } from '../../../fake-imsg/device/clock.ts';
import type { Device } from '../../../fake-imsg/device/device.ts';
import { createSystemIds } from '../../../fake-imsg/device/ids.ts';
import { basic } from '../../../fake-imsg/environments.ts';
import { createDeviceFolder, type DeviceFolder } from '../../../fake-imsg/process/files/folder.ts';
import { openFolderDevice } from '../../../fake-imsg/process/files/folder-device.ts';
import type { FastTime } from '../clocks/fast-time.ts';
import { temporaryFolder } from '../processes/node-script.ts';

/** A Mac in a folder of its own, for real processes. Gone with the test. */
export function makeDeviceFolder(): DeviceFolder {
  return createDeviceFolder(join(temporaryFolder(), 'mac'), {
    facts: basic,
    ownerHandle: '+15550000001',
    imsgProgram: fileURLToPath(new URL('../../../fake-imsg/imsg', import.meta.url)),
  });
}

/** The test's own hold on that Mac, at the time its processes have. */
export function openDeviceFolder({ root }: DeviceFolder, time: FastTime): Device {
  const clock = createSystemClock(time.rate, time.startMs);
  const device = openFolderDevice(root, { clock, ids: createSystemIds() });
  onTestFinished(() => device.close());
  return device;
}
