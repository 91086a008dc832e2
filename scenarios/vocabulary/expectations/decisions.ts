import { z } from 'zod';
import { nameOfPerson } from '../../observe/naming.ts';
import { listWord } from '../item-list.ts';
import type { Observed } from '../observation.ts';
import { count, person, text } from '../values.ts';

const decision = z.strictObject({
  told: z.enum(['host', 'agent']).optional().describe('who asked'),
  asked: text.optional(),
  outcome: z.string().optional().describe('or the code with which it was refused'),
  by: person.nullable().optional(),
  answer: text.nullable().optional().describe('of a question'),
});
const schema = z
  .union([count, z.array(decision)])
  .describe('what those who asked were told, since the last time');

function items({ cast, ledger }: Observed) {
  return ledger.entries.flatMap((entry, index) => {
    if (entry.kind !== 'decision') return [];
    const { toldTo, text: asked, outcome, by, answer } = entry;
    const fields = { told: toldTo, asked, outcome, by: by && nameOfPerson(cast, by), answer };
    return [{ key: String(index), lane: toldTo, fields }];
  });
}

export const decisions = listWord({
  name: 'decisions',
  schema,
  items,
  called: ['decision told', 'decisions told'],
  guide: [
    [
      '`decisions`',
      'a list of `{ told, asked, outcome, by, answer }`: what the `agent` or the `host` that asked was told of it',
    ],
  ],
});
