import type { z } from 'zod';
import type { ExpectationWord } from '../expectation-word.ts';
import { checkItems, explainList, isListMet, NO_ITEMS } from '../item-list.ts';
import { toldBefore, wantedEntries } from '../told-before.ts';

const schema = wantedEntries.describe('earlier messages with which sessions have begun since the last time');

export const history: ExpectationWord<z.output<typeof schema>> = {
  name: 'history',
  schema,
  items: (observed) => toldBefore(observed, 'history'),
  absence: NO_ITEMS,
  check: checkItems,
  isMet: (wanted, { fresh }) => isListMet(wanted, fresh),
  explain: (wanted, { fresh }) => explainList(wanted, fresh, 'earlier message', 'earlier messages'),
  guide: [
    [
      '`history`',
      'a list of `{ account, from, text }`: earlier messages of a direct chat that the first turn of a session was given; `from: owner` is what was sent from here',
    ],
  ],
};
