import { chatsList } from './chats.ts';
import { messagesAfter, messagesHistory } from './messages.ts';
import type { Handler } from './method.ts';
import { send } from './send.ts';
import { initialize, status } from './status.ts';
import { watchSubscribe, watchUnsubscribe } from './watch.ts';

/** Every method any build has. Which of them a build offers, its table of methods says. */
export const HANDLERS = {
  initialize,
  status,
  'watch.unsubscribe': watchUnsubscribe,
  'chats.list': chatsList,
  'messages.history': messagesHistory,
  'messages.after': messagesAfter,
  'watch.subscribe': watchSubscribe,
  send,
} as const satisfies Record<string, Handler>;

export type MethodName = keyof typeof HANDLERS;
