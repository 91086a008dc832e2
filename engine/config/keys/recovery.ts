import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';

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
  enabled: key(z.boolean(), 'Whether the other keys count.', { default: 'false' }),
  maxAgeMinutes: key(z.int().min(1).max(720), 'Minutes up to which a message that was missed is answered.', {
    default: '120',
  }),
  perRunLimit: key(z.int().min(1).max(500), 'Messages that are read at once.', { default: '50' }),
  firstRunLookbackMinutes: key(z.int().min(1).max(720), 'Minutes that the very first start looks back.', {
    default: '30',
  }),
  maxFailureRetries: key(z.int().min(1).max(1000), 'Failures after which a message is given up.', {
    default: '10',
  }),
});

/** The same under the names of today; what is left out is as it always was. */
const recoveryKeys = z.strictObject({
  windowMinutes: key(z.int().min(1).max(720), 'Minutes up to which a message that was missed is answered.', {
    default: '120',
  }),
  failuresMax: key(z.int().min(1).max(1000), 'Failures after which a message or turn is given up.', {
    default: '3',
  }),
});

export const recovery = defineSubject({
  accountKeys: {
    catchup: key(catchup, 'The older form of `recovery`, with a look back at the very first start.'),
    recovery: key(recoveryKeys, 'What becomes of messages that came while the gateway was down.'),
  },
  resolveAccount: (account): AccountRecoveryConfig => ({
    recovery: withOwnKeys(recoveryOf(account.catchup), account.recovery),
  }),
  accountRules: [
    {
      keys: ['catchup', 'recovery'],
      check({ catchup: older, recovery: newer }) {
        if (older?.enabled !== true || newer === undefined) return [];
        return [{ path: ['recovery'], text: 'says the same as catchup, which is enabled; keep one of them' }];
      },
    },
  ],
});

function withOwnKeys(recovery: RecoveryConfig, own: z.output<typeof recoveryKeys> = {}): RecoveryConfig {
  const { windowMinutes, failuresMax = recovery.failuresMax } = own;
  return {
    ...recovery,
    failuresMax,
    ...(windowMinutes !== undefined && { windowMs: windowMinutes * MINUTE_MS }),
  };
}

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
