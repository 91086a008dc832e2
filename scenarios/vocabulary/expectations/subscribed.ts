import { z } from 'zod';
import type { ExpectationWord } from '../expectation-word.ts';
import { differences, type Item } from '../item.ts';
import { explainMismatch } from '../match.ts';
import type { Observed } from '../observation.ts';
import { count } from '../values.ts';

const schema = z
  .strictObject({
    since: z.union([z.int(), z.literal('omitted')]).optional(),
    boundary: count.optional(),
  })
  .describe('the newest subscription since the last time');

function items({ ledger }: Observed): Item[] {
  return ledger.events.flatMap(({ name, event }, index) =>
    name === 'subscribed'
      ? [
          {
            key: String(index),
            lane: '',
            fields: { since: event.sinceRowid ?? 'omitted', boundary: event.boundary },
          },
        ]
      : [],
  );
}

export const subscribed: ExpectationWord<z.output<typeof schema>> = {
  name: 'subscribed',
  schema,
  items,
  isMet(wanted, { fresh }) {
    const newest = fresh.at(-1);
    return newest !== undefined && differences(wanted, newest).length === 0;
  },
  explain: (wanted, { fresh }) => explainMismatch([wanted], fresh.slice(-1)),
  guide: [
    [
      '`subscribed`',
      '`{ since, boundary }` of the newest subscription; `since: omitted` where none was given',
    ],
  ],
};
