import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';
import { text } from './values.ts';

export interface MonitoringConfig {
  /** What people call it; null = nothing but its id. */
  readonly name: string | null;
  /** Whether an imsg that has become silent is asked now and then whether it is there, and started again if not. Default true. */
  readonly healthMonitor: boolean;
}

const HEALTH = { notYet: 'health reports' };

/** What is said of an account, and how it is watched. */
export const monitoring = defineSubject({
  accountKeys: {
    name: key(text, 'What the account is called where `imgate status` tells of it.'),
    capabilities: key(z.array(text), 'Words for agents that say what this account is good for.', {
      notYet: 'capabilities of accounts',
    }),
    heartbeat: key(
      z.strictObject({
        showOk: key(z.boolean(), 'Whether a heartbeat without news is told.', HEALTH),
        showAlerts: key(z.boolean(), 'Whether one with news is.', HEALTH),
        useIndicator: key(z.boolean(), 'Whether it shows as an indicator.', HEALTH),
      }),
      'What heartbeats of agents show.',
    ),
    healthMonitor: key(
      z.strictObject({
        enabled: key(
          z.boolean(),
          'Whether each `imsg` is asked every five minutes whether it still answers, and started again where it does not.',
          { default: 'true' },
        ),
      }),
      'Looking after the account.',
    ),
  },
  resolveAccount: ({ name = null, healthMonitor = {} }): MonitoringConfig => ({
    name,
    healthMonitor: healthMonitor.enabled ?? true,
  }),
});
