import { findChat } from '../../chat-db/write/chats.ts';
import { deleteConversation } from '../../chat-db/write/deletions.ts';
import { conversationField } from '../event/conversation.ts';
import { handleField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

/** The owner deletes a conversation: `{ from | chat }`. Its messages go to Recently Deleted (file-9). */
export const chatDelete: ExpandEvent = (event, { eventId, atMs }) => {
  onlyFields(event, ['from', 'chat']);
  const others = event.from === undefined ? [] : [handleField(event, 'from')];
  const conversation = conversationField(event, others);
  return [
    {
      atMs,
      apply({ writer, recordEffect }) {
        const chat = findChat(writer, conversation, 'iMessage');
        if (!chat) return;
        deleteConversation(writer, chat, atMs);
        recordEffect({ key: `${eventId} delete`, effect: 'chat-delete', atMs, chatGuid: chat.guid });
      },
    },
  ];
};
