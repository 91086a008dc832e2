import { chatFacts } from '../program/chat-object.ts';
import { invalidParams } from '../program/outcomes.ts';
import type { Handler } from './method.ts';

/** `chats.get`: one chat and who is in it, also where nobody has written there (wire-11.17). */
export const chatsGet: Handler = (params, context) => {
  const id = params.integer('chat_id') ?? 0;
  const chat = context.chatDb().chats.byId(id);
  if (!chat) throw invalidParams(`Chat not found: ${id}`);
  return { ...chatFacts(chat), participants: chat.participants };
};
