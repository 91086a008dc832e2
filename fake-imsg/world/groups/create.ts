import { currentService, ensureChat } from '../../chat-db/write/chats.ts';
import { messageGuid } from '../event/derived.ts';
import { onlyFields, serviceField } from '../event/fields.ts';
import type { ExpandEvent, TimedWrite } from '../event/timed-write.ts';
import { groupField, groupNote, personField } from './note.ts';

/**
 * Somebody begins a group: `{ chat, by?, service? }`, where `chat` is `{ name?, with, identifier? }` and without
 * `by` it is the owner. The chat is there before the first message; a name leaves the note that it was given.
 */
export const groupCreate: ExpandEvent = (event, context) => {
  onlyFields(event, ['chat', 'by', 'service']);
  const { eventId, atMs, owner } = context;
  const by = personField(event, 'by');
  const group = groupField(event, by === null ? [] : [by]);
  const asked = serviceField(event);
  const create: TimedWrite = {
    atMs,
    apply({ writer }) {
      ensureChat(writer, group, asked ?? currentService(writer, group) ?? 'iMessage', owner);
    },
  };
  if (group.kind !== 'group' || group.name === '') return [create];
  const { name } = group;
  const note = { guid: messageGuid(eventId), group, by, item: () => ({ type: 2, title: name }), change() {} };
  return [create, ...groupNote(note, context)];
};
