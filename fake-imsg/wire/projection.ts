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

/** A result as the build gives it. */
export function projectResult(projection: Projection, result: unknown): unknown {
  if (typeof result !== 'object' || result === null) return result;
  if ('messages' in result) {
    return { ...result, messages: (result.messages as readonly Message[]).map(projection.message) };
  }
  if ('chats' in result) return { chats: (result.chats as readonly ChatObject[]).map(projection.chat) };
  return 'subscription' in result ? projection.subscription(result) : result;
}
