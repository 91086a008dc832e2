import { z } from 'zod';
import { defineSubject } from './define-subject.ts';

/** How far back a start looks (REC-8), and what `catchup.enabled: true` makes of it (ruling-3). */
export interface RecoveryConfig {
  /** Age up to which a row that was missed is answered. Default 2 h, with catch-up `maxAgeMinutes`. */
  readonly windowMs: number;
  /** The same for a first run, which without catch-up answers nothing older than its start: null. */
  readonly firstRunWindowMs: number | null;
  /** Tries after which a row or turn that keeps failing is given up. Default 3. */
  readonly failuresMax: number;
  /** Rows asked for at once when reading page by page. Default 500. */
  readonly pageRows: number;
}

export interface AccountRecoveryConfig {
  readonly recovery: RecoveryConfig;
}

const MINUTE_MS = 60_000;
/** How late a message may be answered that came while the gateway was down (REC-8). */
const RECOVERY_WINDOW_MS = 120 * MINUTE_MS;

/** CFG-27, as ruling-3 reads it: the window, page and poison limit of the one recovery there is. */
const catchup = z.strictObject({
  enabled: z.boolean().optional(),
  maxAgeMinutes: z.int().min(1).max(720).optional(),
  perRunLimit: z.int().min(1).max(500).optional(),
  firstRunLookbackMinutes: z.int().min(1).max(720).optional(),
  maxFailureRetries: z.int().min(1).max(1000).optional(),
});

export const recovery = defineSubject({
  accountKeys: { catchup: catchup.optional() },
  resolveAccount: (account): AccountRecoveryConfig => ({ recovery: recoveryOf(account.catchup) }),
});

function recoveryOf(input: z.output<typeof catchup> = {}): RecoveryConfig {
  if (input.enabled !== true) {
    return { windowMs: RECOVERY_WINDOW_MS, firstRunWindowMs: null, failuresMax: 3, pageRows: 500 };
  }
  return {
    windowMs: (input.maxAgeMinutes ?? 120) * MINUTE_MS,
    firstRunWindowMs: (input.firstRunLookbackMinutes ?? 30) * MINUTE_MS,
    failuresMax: input.maxFailureRetries ?? 10,
    pageRows: input.perRunLimit ?? 50,
  };
}
