import { z } from 'zod';
import { FATES } from '../../../engine/fates.ts';
import { shownFields } from '../../observe/shown-fields.ts';
import type { ExpectationWord } from '../expectation-word.ts';
import type { Item } from '../item.ts';
import { count } from '../values.ts';
import { rowItems } from './rows.ts';

const counts = z.partialRecord(z.enum(FATES), count);
const schema = z
  .union([counts, z.strictObject({ either: z.array(counts).min(2) })])
  .describe('the same rows, counted by fate; either of several counts');
type Counts = z.output<typeof counts>;
type Value = z.output<typeof schema>;

const choices = (value: Value): readonly Counts[] => ('either' in value ? value.either : [value]) as Counts[];

function differences(wanted: Counts, fresh: readonly Item[]): string[] {
  const counts = new Map<string, number>();
  for (const { fields } of fresh) {
    const fate = String(fields.fate);
    counts.set(fate, (counts.get(fate) ?? 0) + 1);
  }
  const names = new Set([...Object.keys(wanted), ...counts.keys()]);
  return [...names].flatMap((fate) => {
    const expected = wanted[fate as keyof Counts] ?? 0;
    const got = counts.get(fate) ?? 0;
    return expected === got ? [] : [`expected ${expected} ${fate}, there were ${got}`];
  });
}

export const fates: ExpectationWord<Value> = {
  name: 'fates',
  schema,
  items: rowItems,
  absence: z.record(z.string(), z.literal(0)),
  isMet: (wanted, { fresh }) => choices(wanted).some((each) => differences(each, fresh).length === 0),
  explain: (wanted, { fresh }) => [
    ...choices(wanted).flatMap((each) => differences(each, fresh)),
    ...fresh.map((item) => `row: ${shownFields(item.fields)}`),
  ],
  guide: [
    [
      '`fates`',
      '`{ dispatched: 1, stale: 3 }`: the same rows, counted; all others must be none. `{ either: [{ stale: 1 }, { dispatched: 1 }] }` where each will do',
    ],
  ],
};
