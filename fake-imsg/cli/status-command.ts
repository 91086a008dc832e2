import type { Facts } from '../device/device.ts';
import { bridgeStatus } from '../rpc/bridge.ts';
import type { Command } from './command.ts';
import { STANDARD_OPTIONS } from './options.ts';

/** `imsg status`: never fails and never opens chat.db (protocol section 1.5). */
export const statusCommand: Command = {
  name: 'status',
  about: 'Check what this Mac lets imsg do',
  options: STANDARD_OPTIONS,
  examples: ['imsg status', 'imsg status --json'],
  run(context) {
    const { build, options, print } = context;
    const facts = context.facts();
    const { ready } = bridgeStatus(facts);
    const record = {
      version: build.version,
      basic_features: true,
      advanced_features: ready,
      typing_indicators: ready,
      read_receipts: ready,
      sip: facts.sip,
      message: statusMessage(facts),
      bridge_version: 0,
      v2_ready: ready,
      selectors: {},
      rpc_methods: Object.keys(build.methods),
    };
    if (options.flag('json')) print(JSON.stringify(record));
    else for (const line of report(build.version, facts)) print(line);
    return undefined;
  },
};

/** Prose of our own; clients may rely on `SIP` and on the two commands only. */
function statusMessage({ sip }: Facts): string {
  switch (sip) {
    case 'enabled':
      return [
        'System Integrity Protection (SIP) is enabled.',
        'Typing indicators, read receipts and other IMCore features stay off. To turn them on:',
        '1. Start the Mac in Recovery mode and run: csrutil disable',
        '2. Restart, then run: imsg launch',
        'From source, build the helper first with: make build-dylib',
      ].join('\n');
    case 'disabled':
      return [
        'SIP is disabled and the helper dylib is there, but Messages.app is not currently injected.',
        'Run: imsg launch',
        'On macOS 26 library validation or imagent may refuse it; send, history and watch work without.',
      ].join('\n');
    case 'unknown':
      return (
        'Unable to determine SIP status. Refusing to auto-inject Messages.app.\n' +
        'Details: csrutil gave no answer'
      );
  }
}

function report(version: string, facts: Facts): string[] {
  return [
    'imsg Status Report',
    '==================',
    '',
    `Version: ${version}`,
    '',
    'Basic features (send, receive, history):',
    '  Available',
    '',
    'System Integrity Protection (SIP):',
    `  ${facts.sip}`,
    '',
    'Advanced features (typing, read receipts):',
    '  Not available',
    '',
    ...statusMessage(facts).split('\n'),
  ];
}
