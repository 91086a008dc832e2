import { renameChat } from '../../chat-db/write/chats.ts';
import { messageGuid } from '../event/derived.ts';
import { onlyFields, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { groupField, groupNote, personField } from './note.ts';

/** Somebody gives a group another name: `{ chat, name, by? }`; empty takes it away. Without `by`: the owner. */
export const groupRename: ExpandEvent = (event, context) => {
  onlyFields(event, ['chat', 'name', 'by']);
  const name = textField(event, 'name');
  const note = {
    guid: messageGuid(context.eventId),
    group: groupField(event, []),
    by: personField(event, 'by'),
    item: () => ({ type: 2, title: name === '' ? null : name }),
  };
  return groupNote({ ...note, change: ({ writer }, chat) => renameChat(writer, chat, name) }, context);
};
