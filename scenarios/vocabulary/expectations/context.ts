import { listWord } from '../item-list.ts';
import { toldBefore, wantedEntries } from '../told-before.ts';

const schema = wantedEntries.describe('messages for nobody that turns were told of since the last time');

export const context = listWord({
  name: 'context',
  schema,
  items: (observed) => toldBefore(observed, 'context'),
  called: ['message', 'messages of the group'],
  guide: [
    [
      '`context`',
      'a list of `{ account, in, from, text }`: messages of a group that mentioned nobody, as a turn was told of them',
    ],
  ],
});
