// What the helper is asked to do with any chat (wire-1.3, wire-1.4 and wire-5.3). Words are those of IMsgInjected.m in steipete/imsg
// v0.9.0, but for that of a macOS on which no chat can be deleted: that came with 0.12, no public text shows it, and it is ours.

import type { HelperRequest } from './ask-helper.ts';
import { chatByAnyName, chatByGuid } from './chats.ts';

const mutation = { kind: 'mutation', waits: 'short' } as const;

/** The conversation goes to Recently Deleted. */
export const deleteRequest = (chatGuid: string): HelperRequest => ({
  ...mutation,
  action: 'delete-chat',
  selectors: ['deleteChat', 'removeChat'],
  lacking: 'Chat deletion is unavailable (deleteChat: and _chat_remove: missing)',
  perform(helper) {
    helper.tell({ kind: 'chat-delete', chat: chatByGuid(helper, chatGuid).place });
    return { chatGuid, deleted: true, method: '_chat_remove:' };
  },
});

/** The newest message that came in is unread again. */
export const markUnreadRequest = (chatGuid: string): HelperRequest => ({
  ...mutation,
  action: 'mark-chat-unread',
  selectors: ['markChatUnread'],
  lacking: 'markLastMessageAsUnread not available',
  perform(helper) {
    helper.tell({ kind: 'mark-unread', chat: chatByGuid(helper, chatGuid).place });
    return { chatGuid, marked_as_unread: true };
  },
});

/** By the command `chat-mark` only. */
export const markReadRequest = (chatGuid: string): HelperRequest => ({
  ...mutation,
  action: 'mark-chat-read',
  perform(helper) {
    helper.tell({ kind: 'read-here', chat: chatByGuid(helper, chatGuid).place });
    return { chatGuid, marked_as_read: true };
  },
});

/** Everything in a chat is read. Starts Messages.app where it does not run, in every build. */
export const readRequest = (name: string): HelperRequest => ({
  ...mutation,
  action: 'read',
  launches: true,
  selectors: ['read'],
  lacking: 'markAllMessagesAsRead method not available',
  perform(helper) {
    helper.tell({ kind: 'read-here', chat: chatByAnyName(helper, name).place });
    return { handle: name, marked_as_read: true };
  },
});

/** The owner types, or no more. Starts Messages.app where it does not run, in every build. */
export const typingRequest = (name: string, isTyping: boolean): HelperRequest => ({
  ...mutation,
  action: 'typing',
  launches: true,
  selectors: ['typing'],
  lacking: 'setLocalUserIsTyping: method not available',
  perform(helper) {
    helper.tell({ kind: 'own-typing', chat: chatByAnyName(helper, name).place, typing: isTyping });
    return { handle: name, typing: isTyping };
  },
});
