import { type Command, type CommandContext, livingMac } from '../../command-line/command.ts';
import { isIn } from '../../command-line/releases.ts';
import { STANDARD_OPTIONS } from '../../command-line/signature.ts';
import type { Facts } from '../../device/device.ts';
import {
  type Availability,
  bridgeAvailability,
  SILENT_BRIDGE,
} from '../../messages-app/helper/availability.ts';
import {
  type BridgeProbe,
  bridgeCapabilities,
  type ProbeResult,
  probeBridge,
} from '../../messages-app/helper/probe.ts';

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
    const state = await bridgeState(context);
    if (options.flag('json')) print(JSON.stringify(record(context, state)));
    else for (const line of report(context, state)) print(line);
  },
};

/** What is known of the bridge, and whether it counts as one. */
interface BridgeState extends Availability {
  readonly facts: Facts;
  readonly probe: ProbeResult;
}

async function bridgeState(context: CommandContext): Promise<BridgeState> {
  const facts = context.facts();
  const { bridge } = context.build;
  const { available, message } = bridgeAvailability(facts);
  const probe = available ? await probeBridge({ ...livingMac(context), bridge }, PROBE_MS) : 'absent';
  if (probe !== 'silent' || !bridge.noticesSilence) return { facts, probe, available, message };
  return { facts, probe, available: false, message: SILENT_BRIDGE };
}

const answerOf = ({ probe }: BridgeState): BridgeProbe | null => (typeof probe === 'string' ? null : probe);

function record({ build }: CommandContext, state: BridgeState): object {
  const { available, message, facts } = state;
  const { release } = build.commandLine;
  const { tellsHelperRelease, tellsFeatures } = build.bridge;
  const answer = answerOf(state);
  const isTracking = answer?.selectors.clientMessageGuidReservation === true;
  return {
    ...(isIn(TELLS_VERSION, release) && { version: build.version }),
    basic_features: true,
    advanced_features: available,
    typing_indicators: available,
    read_receipts: available,
    sip: facts.sip,
    message,
    bridge_version: answer?.bridge_version ?? 0,
    v2_ready: answer?.v2_ready ?? false,
    ...(tellsHelperRelease && answer && { helper_version: build.version }),
    selectors: answer?.selectors ?? {},
    ...(isIn(TELLS_METHODS, release) && {
      rpc_methods: Object.keys(build.methods).filter((method) => method !== 'send.tracked' || isTracking),
    }),
    ...(tellsFeatures && { capabilities: bridgeCapabilities(build.version, state.probe) }),
  };
}

function report({ build }: CommandContext, state: BridgeState): string[] {
  return [
    'imsg Status Report',
    '==================',
    '',
    ...(isIn(TELLS_VERSION, build.commandLine.release) ? ['Version:', `  ${build.version}`, ''] : []),
    'Basic features (send, receive, history):',
    '  Available',
    '',
    'System Integrity Protection (SIP):',
    `  ${state.facts.sip}`,
    '',
    'Advanced features (typing, read receipts):',
    ...(state.available ? connected(build, answerOf(state)) : missing(state)),
  ];
}

function connected({ bridge, version }: CommandContext['build'], answer: BridgeProbe | null): string[] {
  const selectors = Object.entries(answer?.selectors ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    '  Available - IMCore bridge connected',
    `  bridge version: v${answer?.bridge_version ?? 0}${answer?.v2_ready ? ' (v2 inbox active)' : ''}`,
    ...(bridge.tellsHelperRelease && answer ? [`  helper dylib version: ${version}`] : []),
    ...(selectors.length > 0 ? ['  selectors:'] : []),
    ...selectors.map(([name, isThere]) => `    ${name}: ${isThere ? '✓' : '✗'}`),
  ];
}

function missing({ probe, message }: BridgeState): string[] {
  const lines = message.split('\n');
  return probe === 'silent'
    ? ['  Unavailable - IMCore bridge is not responding', ...lines.map((line) => `  ${line}`)]
    : ['  Not available', '', ...lines];
}
