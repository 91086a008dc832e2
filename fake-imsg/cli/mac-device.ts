import { createSystemClock } from '../device/clock.ts';
import type { Device } from '../device/device.ts';
import { deviceFolder } from '../device/folder.ts';
import { openFolderDevice } from '../device/folder-device.ts';
import { createSystemIds } from '../device/ids.ts';
import { openRecordFile, recordPath } from '../device/record-file.ts';

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
