import { markChatUnread } from '../../chat-db/write/receipts.ts';
import { conversationWrite } from '../event/conversation-write.ts';

/** The owner marks a conversation as unread: `{ from | chat }`. Its newest incoming message is unread again. */
export const markUnread = conversationWrite(({ writer }, chat) => markChatUnread(writer, chat.rowid));
