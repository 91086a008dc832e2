import { type ChatRecord, isGroup, type ListedChat } from '../chat-db/read/chats.ts';

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

export type ChatObject = ReturnType<typeof chatObject>;

/** Which chat it is, in the order in which `group` reports it. Keys without a value are left out. */
export function chatFacts(chat: ChatRecord) {
  return {
    id: chat.id,
    identifier: chat.identifier,
    guid: chat.guid,
    name: chat.displayName,
    service: chat.service,
    ...(chat.accountId && { account_id: chat.accountId }),
    ...(chat.accountLogin && { account_login: chat.accountLogin }),
    ...(chat.lastAddressedHandle && { last_addressed_handle: chat.lastAddressedHandle }),
    is_group: isGroup(chat),
  };
}
