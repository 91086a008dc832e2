import { markChatRead } from '../../chat-db/write/receipts.ts';
import { conversationWrite } from '../event/conversation-write.ts';

/**
 * The owner reads a conversation on another device: `{ from | chat }`. All its unread rows become read in one
 * go, in place (file-9).
 */
export const readElsewhere = conversationWrite(({ writer }, chat, { atMs }) =>
  markChatRead(writer, chat.rowid, atMs),
);
