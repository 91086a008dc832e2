import type { ChatDb } from '../chat-db/read/chat-db.ts';
import type { ChatTarget } from './chat-target.ts';
import { invalidChatTarget } from './usage-error.ts';

/**
 * What `read` and `typing` call the chat that was named: its guid, or else its identifier; null for an address.
 * Throws `ImsgError` for a chat id that there is not.
 */
export function chatName({ chatId, identifier, guid }: ChatTarget, chatDb: () => ChatDb): string | null {
  if (chatId === null) return guid || identifier || null;
  const chat = chatDb().chats.byId(chatId);
  if (!chat) throw invalidChatTarget(`Unknown chat id ${chatId}`);
  if (!chat.guid && !chat.identifier) throw invalidChatTarget('Missing chat identifier or guid');
  return chat.guid || chat.identifier;
}
