import { createSystemClock } from '../device/clock.ts';
import type { Device } from '../device/device.ts';
import { openFolderDevice } from '../device/folder-device.ts';
import { createSystemIds } from '../device/ids.ts';

/** Opens the device in `dir` for as long as `use` takes. */
export async function withDevice<Result>(
  dir: string,
  use: (device: Device) => Result | Promise<Result>,
): Promise<Result> {
  const device = openFolderDevice(dir, { clock: createSystemClock(), ids: createSystemIds() });
  try {
    return await use(device);
  } finally {
    device.close();
  }
}
