import { columnNames } from '../../../fake-imsg/chat-db/write/raw-rows.ts';
import {
  groupChat as chat,
  columnsOf,
  type EventForm,
  file,
  flag,
  index,
  oneOf,
  person,
  service,
  text,
} from './field-kinds.ts';

/** What happens to groups; without `by` the owner does it, without `who` it is done to the owner. */
export const GROUP_EVENTS: Readonly<Record<string, EventForm>> = {
  'chat-row': {
    meaning: 'a chat of any guid, identifier, style (43 a group, 45 a direct chat) and service',
    fields: {
      guid: { type: 'string', minLength: 1 },
      identifier: text,
      style: index,
      service: text,
      name: text,
      with: { type: 'array', items: person },
      columns: columnsOf(columnNames('chat')),
    },
    required: ['guid'],
  },
  'group-create': {
    meaning: 'somebody begins a group',
    fields: { chat, by: person, service },
    required: ['chat'],
  },
  'group-rename': {
    meaning: 'somebody gives it another name',
    fields: { chat, name: text, by: person },
    required: ['chat', 'name'],
  },
  'group-join': {
    meaning: 'somebody adds somebody',
    fields: { chat, who: person, by: person },
    required: ['chat'],
    rules: [oneOf('who', 'by')],
  },
  'group-remove': {
    meaning: 'somebody takes somebody out',
    fields: { chat, who: person, by: person },
    required: ['chat'],
    rules: [oneOf('who', 'by')],
  },
  'group-leave': { meaning: 'somebody leaves', fields: { chat, who: person }, required: ['chat'] },
  'group-icon': {
    meaning: 'somebody gives it another photo',
    fields: { chat, by: person, file, cleared: flag },
    required: ['chat'],
  },
};
