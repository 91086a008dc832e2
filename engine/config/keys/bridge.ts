import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';

export interface BridgeConfig {
  /** Whether the helper is launched once an outage. Default false. */
  readonly autoLaunch: boolean;
  /** How long `imgate status --probe` waits for what imsg can do, in milliseconds, 1 to 600,000. Default 10,000. */
  readonly probeTimeoutMs: number;
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
    probeTimeoutMs: key(
      z.int().min(1).max(600_000),
      'Milliseconds for which `imgate status --probe` waits for imsg.',
      {
        default: '10000',
      },
    ),
  },
  resolveAccount: ({ bridge = {}, probeTimeoutMs = 10_000 }): BridgeConfig => ({
    autoLaunch: bridge.autoLaunch ?? false,
    probeTimeoutMs,
  }),
});
