import { findChat } from '../../chat-db/write/chats.ts';
import { markChatRead } from '../../chat-db/write/receipts.ts';
import { conversationField } from '../event/conversation.ts';
import { handleField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

/**
 * The owner reads a conversation on another device: `{ from | chat }`. All its unread rows become read in one
 * go, in place (file-9).
 */
export const readElsewhere: ExpandEvent = (event, { atMs }) => {
  onlyFields(event, ['from', 'chat']);
  const others = event.from === undefined ? [] : [handleField(event, 'from')];
  const conversation = conversationField(event, others);
  return [
    {
      atMs,
      apply({ writer }) {
        const chat = findChat(writer, conversation, 'iMessage');
        if (chat) markChatRead(writer, chat.rowid, atMs);
      },
    },
  ];
};
