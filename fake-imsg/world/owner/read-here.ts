import { markChatRead } from '../../chat-db/write/receipts.ts';
import { conversationWrite } from '../event/conversation-write.ts';

/**
 * The owner reads a conversation on this Mac: `{ from | chat }`. All its unread rows become read in one go, and
 * the device records the effect `read`: the others may be told.
 */
export const readHere = conversationWrite(({ writer, recordEffect }, chat, { eventId, atMs }) => {
  markChatRead(writer, chat.rowid, atMs);
  recordEffect({ key: `${eventId} read`, effect: 'read', atMs, chatGuid: chat.guid });
});
