import { isScheduled } from '../../chat-db/write/schedules.ts';
import { changeOf, targetOf } from '../changes/message-change.ts';
import { goneForGood } from '../changes/message-delete.ts';
import { badField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

/**
 * The owner takes back what was to be sent later, before it is: `{ message? | saying?, to? | chat? }`. Its row is deleted for good
 * (file-7). Without a message it is the one that is due last. Where nothing of the kind waits, nothing happens.
 */
export const ownScheduledCancel: ExpandEvent = (event, context) => {
  if (event.from !== undefined)
    throw badField(event, 'from', 'remove it: only the owner has Messages send something later');
  const change = changeOf(event, []);
  return goneForGood(context, ({ writer }) => {
    const target = targetOf(writer, change, 'me', true);
    return target && isScheduled(writer, target.rowid) ? target : null;
  });
};
