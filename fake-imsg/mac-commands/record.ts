import { Command } from 'commander';
import type { RecordEntry } from '../device/record.ts';
import type { Macs } from './macs.ts';
import type { MacOutput } from './output.ts';
import { entryLines } from './record-text.ts';

interface RecordOptions {
  readonly follow?: true;
}

/** How often a record that is followed is looked at. */
const LOOK_EVERY_MS = 100;

/** `fake-mac record DIR`: everything that every process did and that happened, as JSON lines. */
export const recordCommand = (output: MacOutput, macs: Macs) =>
  new Command('record')
    .description('print what every process did and what happened on the Mac, as JSON lines')
    .argument('<DIR>', 'the folder of the Mac')
    .option('--json', 'one JSON object a line, which is what it prints anyway')
    .option('--follow', 'go on with what comes')
    .action((dir: string, options: RecordOptions) =>
      print(macs, dir, options, output, (entry) => output.out(JSON.stringify(entry))),
    );

/** `fake-mac log DIR`: the record for people. */
export const logCommand = (output: MacOutput, macs: Macs) =>
  new Command('log')
    .description('print the record as a person would read it')
    .argument('<DIR>', 'the folder of the Mac')
    .option('--follow', 'go on with what comes')
    .action((dir: string, options: RecordOptions) =>
      print(macs, dir, options, output, (entry) => {
        for (const line of entryLines(entry)) output.out(line);
      }),
    );

async function print(
  macs: Macs,
  dir: string,
  { follow }: RecordOptions,
  { isClosed }: MacOutput,
  show: (entry: RecordEntry) => void,
): Promise<void> {
  // Whatever is due belongs to it; and a folder that is no device is told so.
  await macs.open(dir, (device) => void device.step());
  const look = (from: number): number => {
    const { entries, end } = macs.readRecord(dir, from);
    for (const entry of entries) show(entry);
    return end;
  };
  let end = look(0);
  if (!follow) return;
  await new Promise<void>((resolve) => {
    const again = () => {
      if (isClosed?.()) return resolve();
      end = look(end);
      macs.clock.after(LOOK_EVERY_MS, again);
    };
    again();
  });
}
