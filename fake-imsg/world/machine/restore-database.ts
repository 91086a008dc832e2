import { copyChatDb } from '../../chat-db/write/copy.ts';
import { badField, choiceField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { isPutThereBy, markPutThereBy } from './database-mark.ts';

/**
 * A copy of chat.db takes its place, as after a restore: `{ lacks?, rowids? }`. It lacks the newest `lacks` messages
 * (default 0), so that what comes next has their ROWIDs. `rowids` is `kept` (default), or `new` as in a database that
 * was rebuilt: the same messages and GUIDs, the newest first. Processes that have the old file open keep it.
 */
export const restoreDatabase: ExpandEvent = (event, { atMs, eventId }) => {
  onlyFields(event, ['lacks', 'rowids']);
  const { lacks = 0 } = event;
  if (typeof lacks !== 'number' || !Number.isInteger(lacks) || lacks < 0) {
    throw badField(event, 'lacks', 'give how many of the newest messages it lacks, such as 3');
  }
  const rowids = event.rowids === undefined ? 'kept' : choiceField(event, 'rowids', ['kept', 'new']);
  return [
    {
      atMs,
      by: 'mac',
      apply({ writer, replaceDatabase }) {
        if (isPutThereBy(writer, eventId)) return;
        replaceDatabase((other) => {
          copyChatDb(writer.db, other.db, { lacks, rowids });
          markPutThereBy(other, eventId);
        });
      },
    },
  ];
};
