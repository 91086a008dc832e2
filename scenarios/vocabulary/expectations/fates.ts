import { z } from 'zod';
import { FATES } from '../../../engine/store/store.ts';
import { shownFields } from '../../observe/shown-fields.ts';
import type { ExpectationWord } from '../expectation-word.ts';
import type { Item } from '../item.ts';
import { count } from '../values.ts';
import { rowItems } from './rows.ts';

const schema = z.partialRecord(z.enum(FATES), count).describe('the same rows, counted by fate');
type Counts = z.output<typeof schema>;

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

export const fates: ExpectationWord<Counts> = {
  name: 'fates',
  schema,
  items: rowItems,
  absence: z.record(z.string(), z.literal(0)),
  isMet: (wanted, { fresh }) => differences(wanted, fresh).length === 0,
  explain: (wanted, { fresh }) => [
    ...differences(wanted, fresh),
    ...fresh.map((item) => `row: ${shownFields(item.fields)}`),
  ],
  guide: [['`fates`', '`{ dispatched: 1, stale: 3 }`: the same rows, counted; all others must be none']],
};
