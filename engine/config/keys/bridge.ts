import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';

export interface BridgeConfig {
  /** Whether the helper is launched once an outage. Default false. */
  readonly autoLaunch: boolean;
}

/** The helper in Messages that private features need. */
export const bridge = defineSubject({
  accountKeys: {
    bridge: key(
      z.strictObject({
        autoLaunch: key(
          z.boolean(),
          'Whether `imsg launch` is run, once an outage, where the bridge is not there; it ends Messages and starts it anew.',
          { default: 'false' },
        ),
      }),
      'The helper in Messages that private features need.',
    ),
    probeTimeoutMs: key(z.int().min(1).max(600_000), 'Milliseconds that a probe of imsg may take.', {
      default: '10000',
      notYet: 'the capability probe',
    }),
  },
  resolveAccount: ({ bridge = {} }): BridgeConfig => ({ autoLaunch: bridge.autoLaunch ?? false }),
});
