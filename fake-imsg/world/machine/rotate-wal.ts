import { onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

/** The write-ahead log of chat.db is emptied and made anew, as another file: `{}`. */
export const rotateWal: ExpandEvent = (event, { atMs }) => {
  onlyFields(event, []);
  return [{ atMs, by: 'mac', apply: ({ rotateLog }) => rotateLog() }];
};
