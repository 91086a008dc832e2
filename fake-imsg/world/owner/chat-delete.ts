import { deleteConversation } from '../../chat-db/write/deletions.ts';
import { conversationWrite } from '../event/conversation-write.ts';

/** The owner deletes a conversation: `{ from | chat }`. Its messages go to Recently Deleted (file-9). */
export const chatDelete = conversationWrite(({ writer, recordEffect }, chat, { eventId, atMs }) => {
  deleteConversation(writer, chat, atMs);
  recordEffect({ key: `${eventId} delete`, effect: 'chat-delete', atMs, chatGuid: chat.guid });
});
