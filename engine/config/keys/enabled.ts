import { z } from 'zod';
import { defineSubject } from './define-subject.ts';

export interface EnabledConfig {
  /** Default true; false for every account of a channel that is disabled (CFG-1). */
  readonly enabled: boolean;
}

export const enabled = defineSubject({
  accountKeys: { enabled: z.boolean().optional() },
  resolveAccount: (account): EnabledConfig => ({ enabled: account.enabled ?? true }),
});
