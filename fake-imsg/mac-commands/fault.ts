import { Command } from 'commander';
import type { Device } from '../device/device.ts';
import { type DeviceFault, isInForce } from '../device/fault.ts';
import { FAULT_NAMES, FAULTS } from '../faults/registry.ts';
import { durationMs } from './duration.ts';
import type { Macs } from './macs.ts';
import type { MacOutput } from './output.ts';

interface FaultOptions {
  readonly for?: string;
  readonly in?: string;
  readonly json?: true;
}

/** `fake-mac fault DIR NAME`: makes something go wrong while programs run; `list` and `clear` say and end it. */
export const faultCommand = (output: MacOutput, macs: Macs) =>
  new Command('fault')
    .description('make something go wrong: fault DIR NAME[=VALUE][@TRIGGER], or list, or clear')
    .argument('<DIR>', 'the folder of the Mac')
    .argument('<FAULT>', 'list, clear, or one of those below')
    .argument('[IDS...]', 'with clear: the ids of those to end; without any, all end')
    .option('--for <TIME>', 'it ends after that time: 3s, 2m; without it, when it is cleared')
    .option('--in <TIME>', 'it begins only then')
    .option('--json', 'print JSON')
    .addHelpText('after', `\nWhat can go wrong:\n${faultLines().join('\n')}`)
    .action((dir: string, fault: string, ids: string[], options: FaultOptions) =>
      macs.open(dir, (device) => {
        if (fault === 'list') return list(device, output, options);
        if (fault === 'clear') return clear(device, ids);
        const forMs = options.for === undefined ? {} : { forMs: durationMs(options.for) };
        const inMs = options.in === undefined ? 0 : durationMs(options.in);
        const eventId = device.schedule({ kind: 'fault', fault, ...forMs }, { inMs });
        device.step();
        output.out(options.json ? JSON.stringify({ eventId }) : eventId);
      }),
    );

function clear(device: Device, ids: readonly string[]): void {
  if (ids.length === 0) device.clearFaults();
  for (const id of ids) device.clearFaults(id);
  device.step();
}

function list(device: Device, { out }: MacOutput, { json }: FaultOptions): void {
  device.step();
  for (const fault of faultsInForce(device)) {
    out(json ? JSON.stringify(fault) : `${fault.eventId}\t${faultText(fault)}`);
  }
}

export function faultsInForce(device: Device): DeviceFault[] {
  const nowMs = device.clock.wallMs();
  return device.faults().filter((fault) => isInForce(fault, nowMs));
}

/** As it was written, and when it ends. */
export function faultText({ fault, value, trigger, untilMs }: DeviceFault): string {
  const end = untilMs === null ? '' : ` until ${new Date(untilMs).toISOString()}`;
  return `${fault}${value && `=${value}`}${trigger && `@${trigger}`}${end}`;
}

/** Each fault with its value and, in brackets, what is an occasion for its trigger. */
function faultLines(): string[] {
  const shown = (name: string) => {
    const { value, occasion } = FAULTS[name]!;
    return `${name}${value === undefined ? '' : `=${value}`}${occasion === undefined ? '' : ` [${occasion}]`}`;
  };
  const width = Math.max(...FAULT_NAMES.map((name) => shown(name).length)) + 2;
  return FAULT_NAMES.map((name) => `  ${shown(name).padEnd(width)}${FAULTS[name]!.about}`);
}
