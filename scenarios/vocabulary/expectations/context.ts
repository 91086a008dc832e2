import type { z } from 'zod';
import type { ExpectationWord } from '../expectation-word.ts';
import { checkItems, explainList, isListMet, NO_ITEMS } from '../item-list.ts';
import { toldBefore, wantedEntries } from '../told-before.ts';

const schema = wantedEntries.describe('messages for nobody that turns were told of since the last time');

export const context: ExpectationWord<z.output<typeof schema>> = {
  name: 'context',
  schema,
  items: (observed) => toldBefore(observed, 'context'),
  absence: NO_ITEMS,
  check: checkItems,
  isMet: (wanted, { fresh }) => isListMet(wanted, fresh),
  explain: (wanted, { fresh }) => explainList(wanted, fresh, 'message', 'messages of the group'),
  guide: [
    [
      '`context`',
      'a list of `{ account, in, from, text }`: messages of a group that mentioned nobody, as a turn was told of them',
    ],
  ],
};
