import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';

export interface BudgetsConfig {
  /** `inbound.turnsPerSender`, each 1 to 100,000: how many turns one person may have. Default null = any number. */
  readonly turnsPerSender: { readonly hour: number | null; readonly day: number | null } | null;
}

const count = z.int().min(1).max(100_000);
const BUDGET = { default: 'no limit' };

/** How much one person may have answered. */
export const budgets = defineSubject({
  accountKeys: {
    inbound: key(
      z.strictObject({
        turnsPerSender: key(
          z.strictObject({
            hour: key(count, 'Turns of one person in an hour.', BUDGET),
            day: key(count, 'Turns of one person in a day.', BUDGET),
          }),
          'How much one person may have answered, by whichever of their handles; beyond it they are told once, and nothing more is answered until there is room again. Messages that wait for one another (`messages.inbound`, `coalesceSameSenderDms`) are one turn; where their wait ends early, as by a command, they still count as one, for five waits at most.',
        ),
      }),
      'What comes in.',
    ),
  },
  resolveAccount({ inbound: { turnsPerSender } = {} }): BudgetsConfig {
    const { hour = null, day = null } = turnsPerSender ?? {};
    return { turnsPerSender: hour === null && day === null ? null : { hour, day } };
  },
});
