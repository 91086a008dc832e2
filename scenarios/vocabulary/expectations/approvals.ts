import { z } from 'zod';
import { eventsOf } from '../../observe/ledger.ts';
import { nameOfPerson } from '../../observe/naming.ts';
import { listWord } from '../item-list.ts';
import type { Observed } from '../observation.ts';
import { count, person } from '../values.ts';

const approval = z.strictObject({
  kind: z.enum(['exec', 'plugin', 'question']).optional(),
  state: z
    .enum(['allow-once', 'allow-always', 'deny', 'answered', 'expired', 'withdrawn', 'undelivered'])
    .optional(),
  by: person.nullable().optional().describe('who decided; null = nobody did'),
  choice: z.int().nullable().optional().describe('which answer to a question it is, from 1 on'),
});
const schema = z.union([count, z.array(approval)]).describe('how requests have ended since the last time');

function items({ cast, ledger }: Observed) {
  return eventsOf(ledger, 'approval').flatMap(({ approvalId, kind, accountId, state, by, choice }) => {
    if (state === 'pending') return [];
    const fields = {
      kind,
      state,
      by: by && nameOfPerson(cast, by),
      choice: choice === null ? null : choice + 1,
    };
    return [{ key: approvalId, lane: accountId, fields }];
  });
}

export const approvals = listWord({
  name: 'approvals',
  schema,
  items,
  isComplete: true,
  called: ['request that ended', 'requests that ended'],
  guide: [
    [
      '`approvals`',
      'a list of `{ kind, state, by, choice }`: how requests have ended, and who decided (`null` = nobody); each ends once',
    ],
  ],
});
