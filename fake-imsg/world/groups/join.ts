import { addMember, setTakesPart } from '../../chat-db/write/members.ts';
import { messageGuid } from '../event/derived.ts';
import { badField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { groupField, groupNote, personField } from './note.ts';

/**
 * Somebody adds somebody to a group: `{ chat, who?, by? }`. Without `by` the owner does it; without `who` it is
 * the owner who is added.
 */
export const groupJoin: ExpandEvent = (event, context) => {
  onlyFields(event, ['chat', 'who', 'by']);
  const { eventId, owner } = context;
  const by = personField(event, 'by');
  const who = personField(event, 'who');
  if (by === who) throw badField(event, 'who', 'say who is added, or "by" whom the owner is');
  return groupNote(
    {
      guid: messageGuid(eventId),
      group: groupField(event, []),
      by,
      item: (ensure) => ({ type: 1, action: 0, otherHandle: ensure(who ?? owner.handle) }),
      change({ writer }, chat, service) {
        if (who === null) setTakesPart(writer, chat.rowid, true);
        else addMember(writer, chat.rowid, who, service);
      },
    },
    context,
  );
};
