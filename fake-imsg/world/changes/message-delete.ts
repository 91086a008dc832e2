import { deletedAt, deleteForGood, deleteMessage } from '../../chat-db/write/deletions.ts';
import { derivedFraction } from '../event/derived.ts';
import { badField, flagField } from '../event/fields.ts';
import type { ExpandEvent, TimedWrite } from '../event/timed-write.ts';
import { changeOf, isByHelper, targetOf } from './message-change.ts';

/**
 * The owner deletes a message, for themselves alone: `{ message? | saying?, to? | chat?, forGood?, here? }`. It
 * goes to Recently Deleted, or with `forGood` (default false) is gone, as after 30 days there. `here: helper` is
 * through imsg. Without a message it is the newest one.
 */
export const messageDelete: ExpandEvent = (event, { eventId, atMs }) => {
  if (event.from !== undefined) throw badField(event, 'from', 'remove it: only the owner deletes here');
  const change = changeOf(event, ['forGood', 'here']);
  const here = isByHelper(event);
  const forGood = flagField(event, 'forGood', false);
  const deletedMs = atMs + derivedFraction(eventId, 'deleted');
  const toRecentlyDeleted: TimedWrite = {
    atMs,
    apply({ writer, recordEffect }) {
      // What is deleted is found no more: the next one must not go in its place.
      if (deletedAt(writer, deletedMs) !== null) return;
      const target = targetOf(writer, change);
      if (!target) return;
      if (here) recordEffect({ key: `${eventId} delete`, effect: 'delete-message', atMs, guid: target.guid });
      deleteMessage(writer, target.rowid, deletedMs);
    },
  };
  const away: TimedWrite = {
    atMs: atMs + 1,
    apply({ writer }) {
      const rowid = deletedAt(writer, deletedMs);
      if (rowid !== null) deleteForGood(writer, rowid);
    },
  };
  return forGood ? [toRecentlyDeleted, away] : [toRecentlyDeleted];
};
