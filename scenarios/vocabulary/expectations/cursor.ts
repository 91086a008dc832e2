import { z } from 'zod';
import type { ExpectationWord } from '../expectation-word.ts';
import type { Observed } from '../observation.ts';
import { count } from '../values.ts';

const schema = z
  .strictObject({
    settledTo: count.optional(),
    journalledTo: count.optional(),
    settledToAtMost: count.optional(),
  })
  .describe('how far rows are journalled, and how far they all have their fate');
type Cursor = z.output<typeof schema>;

function differences(wanted: Cursor, { journals }: Observed): string[] {
  const cursors = journals().map((journal) => journal.cursors);
  if (cursors.length === 0) return ['there is no cursor yet: no database was ever read'];
  return cursors.flatMap(({ settledTo, journalledTo }) => [
    ...differing('settledTo', wanted.settledTo, settledTo),
    ...differing('journalledTo', wanted.journalledTo, journalledTo),
    ...(wanted.settledToAtMost !== undefined && (settledTo ?? 0) > wanted.settledToAtMost
      ? [`settledTo is ${settledTo}, not at most ${wanted.settledToAtMost}`]
      : []),
  ]);
}

function differing(name: string, wanted: number | undefined, got: number | null): string[] {
  return wanted === undefined || wanted === got ? [] : [`${name} is ${got}, not ${wanted}`];
}

export const cursor: ExpectationWord<Cursor> = {
  name: 'cursor',
  schema,
  absence: z.looseObject({ settledToAtMost: z.number() }),
  isMet: (wanted, { observed }) => differences(wanted, observed).length === 0,
  explain: (wanted, { observed }) => differences(wanted, observed),
  guide: [['`cursor`', '`{ settledTo, journalledTo, settledToAtMost }`']],
};
