import { type Command, type CommandContext, livingMac } from '../../command-line/command.ts';
import { isIn } from '../../command-line/releases.ts';
import { STANDARD_OPTIONS } from '../../command-line/signature.ts';
import type { Facts } from '../../device/device.ts';
import { bridgeAvailability } from '../../messages-app/helper/availability.ts';
import { type BridgeProbe, probeBridge } from '../../messages-app/helper/probe.ts';

/** How long the running bridge may take to answer. */
const PROBE_MS = 3000;
const TELLS_VERSION = { since: '0.9.0' };
const TELLS_METHODS = { since: '0.7.3' };

/** `imsg status`: never fails and never opens chat.db (wire-1.5). */
export const statusCommand: Command = {
  name: 'status',
  since: '0.6.0',
  about: 'Check availability of imsg advanced features',
  options: STANDARD_OPTIONS,
  examples: ['imsg status', 'imsg status --json'],
  async run(context) {
    const { options, print } = context;
    const facts = context.facts();
    const probe = bridgeAvailability(facts).available ? await probed(context) : null;
    if (options.flag('json')) print(JSON.stringify(record(context, facts, probe)));
    else for (const line of report(context, facts, probe)) print(line);
  },
};

async function probed(context: CommandContext): Promise<BridgeProbe | null> {
  const probe = await probeBridge({ ...livingMac(context), bridge: context.build.bridge }, PROBE_MS);
  return typeof probe === 'string' ? null : probe;
}

function record({ build }: CommandContext, facts: Facts, probe: BridgeProbe | null): object {
  const { available, message } = bridgeAvailability(facts);
  const isTracking = probe?.selectors.clientMessageGuidReservation === true;
  return {
    ...(isIn(TELLS_VERSION, build.commandLine.release) && { version: build.version }),
    basic_features: true,
    advanced_features: available,
    typing_indicators: available,
    read_receipts: available,
    sip: facts.sip,
    message,
    bridge_version: probe?.bridge_version ?? 0,
    v2_ready: probe?.v2_ready ?? false,
    selectors: probe?.selectors ?? {},
    ...(isIn(TELLS_METHODS, build.commandLine.release) && {
      rpc_methods: Object.keys(build.methods).filter((method) => method !== 'send.tracked' || isTracking),
    }),
  };
}

function report({ build }: CommandContext, facts: Facts, probe: BridgeProbe | null): string[] {
  const { available, message } = bridgeAvailability(facts);
  return [
    'imsg Status Report',
    '==================',
    '',
    ...(isIn(TELLS_VERSION, build.commandLine.release) ? ['Version:', `  ${build.version}`, ''] : []),
    'Basic features (send, receive, history):',
    '  Available',
    '',
    'System Integrity Protection (SIP):',
    `  ${facts.sip}`,
    '',
    'Advanced features (typing, read receipts):',
    ...(available ? connected(probe) : ['  Not available', '', ...message.split('\n')]),
  ];
}

function connected(probe: BridgeProbe | null): string[] {
  const selectors = Object.entries(probe?.selectors ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    '  Available - IMCore bridge connected',
    `  bridge version: v${probe?.bridge_version ?? 0}${probe?.v2_ready ? ' (v2 inbox active)' : ''}`,
    ...(selectors.length > 0 ? ['  selectors:'] : []),
    ...selectors.map(([name, isThere]) => `    ${name}: ${isThere ? '✓' : '✗'}`),
  ];
}
