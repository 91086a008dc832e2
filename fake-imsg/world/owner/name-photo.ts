import { chatGuidOf, findChat } from '../../chat-db/write/chats.ts';
import { conversationField } from '../event/conversation.ts';
import { handleField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

/**
 * The owner shares name and photo with everybody in a chat: `{ to | chat }`. It leaves no row; the device records the effect
 * `name-photo`.
 */
export const namePhoto: ExpandEvent = (event, { eventId, atMs }) => {
  onlyFields(event, ['to', 'chat']);
  const others = event.to === undefined ? [] : [handleField(event, 'to')];
  const conversation = conversationField(event, others);
  return [
    {
      atMs,
      apply({ writer, recordEffect }) {
        const chatGuid = findChat(writer, conversation, 'iMessage')?.guid ?? chatGuidOf(conversation);
        recordEffect({ key: `${eventId} name-photo`, effect: 'name-photo', atMs, chatGuid });
      },
    },
  ];
};
