import { Command } from 'commander';
import { resetDeviceFolder } from '../process/files/reset-folder.ts';
import { withDevice } from '../process/with-device.ts';
import type { MacOutput } from './output.ts';

/** `fake-mac reset DIR`: as new, at the same place. */
export const resetCommand = (_output: MacOutput) =>
  new Command('reset')
    .description('make the Mac as new: same folder, same imsg, nothing in it')
    .argument('<DIR>', 'the folder of the Mac')
    .action((dir: string) =>
      withDevice(dir, (device) => {
        device.clearFaults();
        resetDeviceFolder(dir);
      }),
    );
