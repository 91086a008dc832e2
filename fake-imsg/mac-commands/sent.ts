import { Command } from 'commander';
import type { Macs } from './macs.ts';
import type { MacOutput } from './output.ts';

/** `fake-mac sent DIR`: what physically left the Mac by script, oldest first. */
export const sentCommand = (output: MacOutput, macs: Macs) =>
  new Command('sent')
    .description('list what was sent from the Mac, oldest first')
    .argument('<DIR>', 'the folder of the Mac')
    .option('--json', 'print one JSON object a line')
    .action((dir: string, { json }: { json?: true }) =>
      macs.open(dir, (device) => {
        device.step();
        for (const record of device.sent()) {
          const { atMs, chatGuid, service, text, file, isAudio, transport, subject, effect, thread } = record;
          const time = new Date(atMs).toISOString();
          const fields = [
            time,
            chatGuid,
            service,
            JSON.stringify(text),
            ...(file === undefined ? [] : [file]),
            ...(isAudio ? ['audio'] : []),
            `transport=${transport}`,
            ...(subject === undefined ? [] : [`subject=${JSON.stringify(subject)}`]),
            ...(effect === undefined ? [] : [`effect=${effect}`]),
            ...(thread === undefined ? [] : [`thread=${thread}`]),
          ];
          output.out(json ? JSON.stringify(record) : fields.join('\t'));
        }
      }),
    );
