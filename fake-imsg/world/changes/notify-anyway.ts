import { notifyRecipient } from '../../chat-db/write/receipts.ts';
import { badField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { changeOf, isByHelper, targetOf } from './message-change.ts';

/**
 * The owner has somebody notified of a message although their Focus keeps them from it: `{ message? | saying?,
 * to? | chat?, here? }`; `here: helper` is through imsg. Without a message it is the newest one of the owner
 * (file-7, `did_notify_recipient`).
 */
export const notifyAnyway: ExpandEvent = (event, { eventId, atMs }) => {
  if (event.from !== undefined) throw badField(event, 'from', 'remove it: only the owner does so here');
  const change = changeOf(event, ['here']);
  const here = isByHelper(event);
  return [
    {
      atMs,
      apply({ writer, recordEffect }) {
        const target = targetOf(writer, change, 'me');
        if (!target) return;
        notifyRecipient(writer, target.rowid);
        if (here)
          recordEffect({ key: `${eventId} notify`, effect: 'notify-anyway', atMs, guid: target.guid });
      },
    },
  ];
};
