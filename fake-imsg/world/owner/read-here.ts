import { findChat } from '../../chat-db/write/chats.ts';
import { markChatRead } from '../../chat-db/write/receipts.ts';
import { conversationField } from '../event/conversation.ts';
import { handleField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

/**
 * The owner reads a conversation on this Mac: `{ from | chat }`. All its unread rows become read in one go, and
 * the device records the effect `read`: the others may be told.
 */
export const readHere: ExpandEvent = (event, { eventId, atMs }) => {
  onlyFields(event, ['from', 'chat']);
  const others = event.from === undefined ? [] : [handleField(event, 'from')];
  const conversation = conversationField(event, others);
  return [
    {
      atMs,
      apply({ writer, recordEffect }) {
        const chat = findChat(writer, conversation, 'iMessage');
        if (!chat) return;
        markChatRead(writer, chat.rowid, atMs);
        recordEffect({ key: `${eventId} read`, effect: 'read', atMs, chatGuid: chat.guid });
      },
    },
  ];
};
