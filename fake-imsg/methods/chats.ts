import { isGroup, type ListedChat } from '../chat-db/read/chats.ts';
import { invalidParams } from '../program/outcomes.ts';
import type { Handler } from './method.ts';

/** `chats.list`: chats that have messages, most recent first (protocol sections 2.6, 4.5). */
export const chatsList: Handler = (params, context) => {
  const unreadOnly = params.flag('unread_only');
  const { chats, columns } = context.chatDb();
  if (unreadOnly && !columns.has('message.is_read')) {
    throw invalidParams('unread_only is unavailable because this Messages database has no read-state column');
  }
  return { chats: chats.list(params.integer('limit') ?? 0, unreadOnly).map(chatObject) };
};

/** A chat as imsg prints it in lists. Keys without a value are left out. */
export function chatObject(chat: ListedChat) {
  return {
    id: chat.id,
    name: chat.displayName || chat.identifier,
    identifier: chat.identifier,
    service: chat.service,
    last_message_at: chat.lastMessageAt,
    is_group: isGroup(chat),
    display_name: chat.displayName,
    participants: chat.participants,
    ...(chat.contactName && { contact_name: chat.contactName }),
    ...(chat.guid && { guid: chat.guid }),
    ...(chat.accountId && { account_id: chat.accountId }),
    ...(chat.accountLogin && { account_login: chat.accountLogin }),
    ...(chat.lastAddressedHandle && { last_addressed_handle: chat.lastAddressedHandle }),
    ...(chat.unreadCount !== null && { unread_count: chat.unreadCount }),
  };
}
