import { Command } from 'commander';
import type { Macs } from './macs.ts';
import type { MacOutput } from './output.ts';

/** `fake-mac reset DIR`: as new, at the same place. */
export const resetCommand = (_output: MacOutput, macs: Macs) =>
  new Command('reset')
    .description('make the Mac as new: same folder, same imsg, nothing in it')
    .argument('<DIR>', 'the folder of the Mac')
    .action((dir: string) =>
      macs.open(dir, (device) => {
        device.clearFaults();
        macs.reset(dir);
      }),
    );
