import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';
import { text } from './values.ts';

const HEALTH = { notYet: 'health reports' };

/** What is said of an account, and how it is watched. */
export const monitoring = defineSubject({
  accountKeys: {
    name: key(text, 'What the account is called in reports.', HEALTH),
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
        enabled: key(z.boolean(), 'Whether an account that is not well is started again.', {
          default: 'true',
          ...HEALTH,
        }),
      }),
      'Looking after the account.',
    ),
  },
});
