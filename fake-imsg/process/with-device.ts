import { createSystemClock } from '../device/clock.ts';
import type { Device } from '../device/device.ts';
import { createSystemIds } from '../device/ids.ts';
import { deviceFolder } from './files/folder.ts';
import { openFolderDevice } from './files/folder-device.ts';
import { openRecordFile, recordPath } from './files/record-file.ts';

/** Opens the device in `dir` for as long as `use` takes. */
export async function withDevice<Result>(
  dir: string,
  use: (device: Device) => Result | Promise<Result>,
): Promise<Result> {
  const clock = createSystemClock();
  const record = openRecordFile(recordPath(deviceFolder(dir).root), clock.soon);
  const device = openFolderDevice(dir, {
    clock,
    ids: createSystemIds(),
    process: { pid: process.pid, record },
  });
  try {
    return await use(device);
  } finally {
    device.close();
  }
}
