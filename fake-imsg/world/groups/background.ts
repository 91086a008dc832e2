import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import { setChatBackground } from '../../chat-db/write/chats.ts';
import { conversationField } from '../event/conversation.ts';
import { messageGuid } from '../event/derived.ts';
import { flagField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { groupNote, personField } from './note.ts';

/** `group_action_type` of the note (file-7). */
const ACTIONS = { set: 4, cleared: 6 } as const;

/**
 * Somebody gives a chat another background: `{ chat | by, cleared? }`, or takes it away with `cleared` (default false). Without
 * `by` it is the owner. The properties of the chat name it; the picture itself is nowhere.
 */
export const chatBackground: ExpandEvent = (event, context) => {
  onlyFields(event, ['chat', 'by', 'cleared']);
  const cleared = flagField(event, 'cleared', false);
  const by = personField(event, 'by');
  return groupNote(
    {
      guid: messageGuid(context.eventId),
      group: conversationField(event, by === null ? [] : [by]),
      by,
      item: () => ({ type: 3, action: cleared ? ACTIONS.cleared : ACTIONS.set }),
      change({ writer }, chat) {
        setChatBackground(writer, chat, cleared ? null : derivedGuid(context.eventId, 'background'));
      },
    },
    context,
  );
};
