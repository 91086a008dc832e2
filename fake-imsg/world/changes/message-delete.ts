import { deletedAt, deleteForGood, deleteMessage } from '../../chat-db/write/deletions.ts';
import type { Target } from '../../chat-db/write/find-target.ts';
import { derivedFraction } from '../event/derived.ts';
import { badField, flagField } from '../event/fields.ts';
import type { EventContext, ExpandEvent, Mac, TimedWrite } from '../event/timed-write.ts';
import { changeOf, isByHelper, targetOf } from './message-change.ts';

/**
 * The owner deletes a message, for themselves alone: `{ message? | saying?, to? | chat?, forGood?, here? }`. It
 * goes to Recently Deleted, or with `forGood` (default false) is gone, as after 30 days there. `here: helper` is
 * through imsg. Without a message it is the newest one.
 */
export const messageDelete: ExpandEvent = (event, context) => {
  if (event.from !== undefined) throw badField(event, 'from', 'remove it: only the owner deletes here');
  const change = changeOf(event, ['forGood', 'here']);
  const here = isByHelper(event);
  const forGood = flagField(event, 'forGood', false);
  const { eventId, atMs } = context;
  const find = ({ writer, recordEffect }: Mac) => {
    const target = targetOf(writer, change);
    if (here && target)
      recordEffect({ key: `${eventId} delete`, effect: 'delete-message', atMs, guid: target.guid });
    return target;
  };
  return forGood ? goneForGood(context, find) : [toRecentlyDeleted(context, find)];
};

/** The message that is deleted, looked for at the moment it happens; null where there is none. */
type Find = (mac: Mac) => Pick<Target, 'rowid'> | null;

/** A message is gone, as after 30 days in Recently Deleted. */
export function goneForGood(context: Moment, find: Find): TimedWrite[] {
  const away: TimedWrite = {
    atMs: context.atMs + 1,
    apply({ writer }) {
      const rowid = deletedAt(writer, deletedMs(context));
      if (rowid !== null) deleteForGood(writer, rowid);
    },
  };
  return [toRecentlyDeleted(context, find), away];
}

type Moment = Pick<EventContext, 'eventId' | 'atMs'>;

/** That of this event alone. */
const deletedMs = ({ eventId, atMs }: Moment): number => atMs + derivedFraction(eventId, 'deleted');

function toRecentlyDeleted(context: Moment, find: Find): TimedWrite {
  return {
    atMs: context.atMs,
    apply(mac) {
      // What is deleted is found no more: the next one must not go in its place.
      if (deletedAt(mac.writer, deletedMs(context)) !== null) return;
      const target = find(mac);
      if (target) deleteMessage(mac.writer, target.rowid, deletedMs(context));
    },
  };
}
