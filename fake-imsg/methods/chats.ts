import { chatObject } from '../program/chat-object.ts';
import { invalidParams } from '../program/outcomes.ts';
import type { Handler } from './method.ts';

/** `chats.list`: chats that have messages, most recent first (wire-2.6, wire-4.5). */
export const chatsList: Handler = (params, context) => {
  const unreadOnly = params.flag('unread_only');
  const { chats, columns } = context.chatDb();
  if (unreadOnly && !columns.has('message.is_read')) {
    throw invalidParams('unread_only is unavailable because this Messages database has no read-state column');
  }
  return { chats: chats.list(params.integer('limit') ?? 0, unreadOnly).map(chatObject) };
};
