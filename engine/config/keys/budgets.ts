import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';

const count = z.int().min(1).max(100_000);
const BUDGET = { default: 'no limit', notYet: 'budgets of people' };

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
          'How much one person may have answered; beyond it they are told once.',
        ),
      }),
      'What comes in.',
    ),
  },
});
