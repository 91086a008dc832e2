import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';

export interface EnabledConfig {
  /** Default true; false for every account of a channel that is disabled (CFG-1). */
  readonly enabled: boolean;
}

export const enabled = defineSubject({
  accountKeys: {
    enabled: key(z.boolean(), 'Whether it runs. An account of a channel that is off is off.', {
      default: 'true',
    }),
  },
  resolveAccount: (account): EnabledConfig => ({ enabled: account.enabled ?? true }),
});
