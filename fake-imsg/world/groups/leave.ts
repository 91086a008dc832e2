import { removeMember, setTakesPart } from '../../chat-db/write/members.ts';
import { messageGuid } from '../event/derived.ts';
import { onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { groupField, groupNote, personField } from './note.ts';

/** Somebody leaves a group: `{ chat, who? }`; without `who` it is the owner, whose chat then has the state 0. */
export const groupLeave: ExpandEvent = (event, context) => {
  onlyFields(event, ['chat', 'who']);
  const who = personField(event, 'who');
  return groupNote(
    {
      guid: messageGuid(context.eventId),
      group: groupField(event, who === null ? [] : [who]),
      by: who,
      item: () => ({ type: 3, action: 0 }),
      change({ writer }, chat) {
        if (who === null) setTakesPart(writer, chat.rowid, false);
        else removeMember(writer, chat.rowid, who);
      },
    },
    context,
  );
};
