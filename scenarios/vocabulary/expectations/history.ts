import { listWord } from '../item-list.ts';
import { toldBefore, wantedEntries } from '../told-before.ts';

const schema = wantedEntries.describe('earlier messages with which sessions have begun since the last time');

export const history = listWord({
  name: 'history',
  schema,
  items: (observed) => toldBefore(observed, 'history'),
  called: ['earlier message', 'earlier messages'],
  guide: [
    [
      '`history`',
      'a list of `{ account, from, text }`: earlier messages of a direct chat that the first turn of a session was given; `from: owner` is what was sent from here',
    ],
  ],
});
