import type { MacOutput } from '../mac-commands/output.ts';
import { runMacCommand } from '../mac-commands/program.ts';
import { realMacs } from './real-macs.ts';

/** Runs one command of `fake-mac` on this computer and returns its exit status. */
export const runFakeMac = (argv: readonly string[], output: MacOutput): Promise<number> =>
  runMacCommand(argv, output, realMacs);
