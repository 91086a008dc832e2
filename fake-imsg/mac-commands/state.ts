import { Command } from 'commander';
import { chooseBuild } from '../builds/versions.ts';
import type { Device } from '../device/device.ts';
import { faultsInForce, faultText } from './fault.ts';
import type { Macs } from './macs.ts';
import type { MacOutput } from './output.ts';

const COUNTED = ['message', 'chat', 'handle', 'attachment'] as const;

/** `fake-mac state DIR`: how the Mac stands at this moment. */
export const stateCommand = (output: MacOutput, macs: Macs) =>
  new Command('state')
    .description('print how the Mac stands: rows, permissions, faults, what is still to happen')
    .argument('<DIR>', 'the folder of the Mac')
    .option('--json', 'print one JSON object')
    .action((dir: string, { json }: { json?: true }) =>
      macs.open(dir, (device) => {
        device.step();
        const state = stateOf(device);
        if (json) output.out(JSON.stringify(state));
        else for (const [name, value] of Object.entries(state)) output.out(`${name}: ${shown(value)}`);
      }),
    );

function stateOf(device: Device) {
  const { clock } = device;
  const { clockOffsetMs, asleepUntilMs, ...mac } = device.state();
  const pending = device.pending();
  return {
    time: new Date(clock.wallMs()).toISOString(),
    owner: device.owner.handle,
    build: chooseBuild(device.build ?? undefined).version,
    rows: rowsOf(device),
    facts: device.facts(),
    mac: {
      ...mac,
      clockOffsetMs,
      asleepUntil:
        asleepUntilMs > clock.wallMs() - clockOffsetMs ? new Date(asleepUntilMs).toISOString() : null,
    },
    faults: faultsInForce(device).map((fault) => ({ id: fault.eventId, fault: faultText(fault) })),
    pending: pending.map(({ atMs, eventId }) => ({ at: new Date(atMs).toISOString(), eventId })),
    contacts: device.contacts().length,
    sent: device.sent().length,
    effects: device.effects().length,
  };
}

function rowsOf(device: Device) {
  if (device.state().databaseGone) return null;
  const reader = device.openReader();
  const one = (sql: string) => reader.prepare<[], number>(sql).pluck().get() ?? 0;
  const counts = COUNTED.map((table) => [table, one(`SELECT count(*) FROM ${table}`)]);
  const rows = { ...Object.fromEntries(counts), maxRowid: one('SELECT max(ROWID) FROM message') };
  reader.close();
  return rows as Record<(typeof COUNTED)[number] | 'maxRowid', number>;
}

function shown(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((one) => `\n  ${shown(one)}`).join('');
  return Object.entries(value)
    .map(([name, one]) => `${name}=${typeof one === 'string' ? one : JSON.stringify(one)}`)
    .join(' ');
}
