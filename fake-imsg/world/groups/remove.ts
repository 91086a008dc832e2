import { removeMember, setTakesPart } from '../../chat-db/write/members.ts';
import { messageGuid } from '../event/derived.ts';
import { badField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { groupField, groupNote, personField } from './note.ts';

/**
 * Somebody takes somebody out of a group: `{ chat, who?, by? }`. Without `by` the owner does it; without `who` it
 * is the owner who is out.
 */
export const groupRemove: ExpandEvent = (event, context) => {
  onlyFields(event, ['chat', 'who', 'by']);
  const { eventId, owner } = context;
  const by = personField(event, 'by');
  const who = personField(event, 'who');
  if (by === who) throw badField(event, 'who', 'say who is removed, or "by" whom the owner is');
  return groupNote(
    {
      guid: messageGuid(eventId),
      group: groupField(event, who === null ? [] : [who]),
      by,
      item: (ensure) => ({ type: 1, action: 1, otherHandle: ensure(who ?? owner.handle) }),
      change({ writer }, chat) {
        if (who === null) setTakesPart(writer, chat.rowid, false);
        else removeMember(writer, chat.rowid, who);
      },
    },
    context,
  );
};
