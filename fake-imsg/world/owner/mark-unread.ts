import { findChat } from '../../chat-db/write/chats.ts';
import { markChatUnread } from '../../chat-db/write/receipts.ts';
import { conversationField } from '../event/conversation.ts';
import { handleField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

/** The owner marks a conversation as unread: `{ from | chat }`. Its newest incoming message is unread again. */
export const markUnread: ExpandEvent = (event, { atMs }) => {
  onlyFields(event, ['from', 'chat']);
  const others = event.from === undefined ? [] : [handleField(event, 'from')];
  const conversation = conversationField(event, others);
  return [
    {
      atMs,
      apply({ writer }) {
        const chat = findChat(writer, conversation, 'iMessage');
        if (chat) markChatUnread(writer, chat.rowid);
      },
    },
  ];
};
