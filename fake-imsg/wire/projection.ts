import type { Message } from '../chat-db/read/messages.ts';
import type { ChatObject } from '../program/chat-object.ts';

/** What a build leaves of what handlers return. */
export interface Projection {
  message(message: Message): unknown;
  chat(chat: ChatObject): unknown;
  /** The answer of `watch.subscribe`. */
  subscription(answer: object): unknown;
}

/** Everything as it is. */
export const WHOLE: Projection = {
  message: (message) => message,
  chat: (chat) => chat,
  subscription: (answer) => answer,
};

/** Copies an object without some of its fields. */
export function without(omitted: ReadonlySet<string>): (object: object) => object {
  if (omitted.size === 0) return (object) => object;
  return (object) => Object.fromEntries(Object.entries(object).filter(([field]) => !omitted.has(field)));
}

/** A result as the build gives it; what other methods say is the same in all builds that have them. */
export function projectResult(
  { message, chat, subscription }: Projection,
  method: string,
  result: unknown,
): unknown {
  switch (method) {
    case 'messages.history':
    case 'messages.search':
    case 'messages.after': {
      const page = result as { readonly messages: readonly Message[] };
      return { ...page, messages: page.messages.map(message) };
    }
    case 'chats.list':
      return { chats: (result as { readonly chats: readonly ChatObject[] }).chats.map(chat) };
    case 'watch.subscribe':
      return subscription(result as object);
    default:
      return result;
  }
}
