import { send } from '../sending/send.ts';
import { ACTION_HANDLERS } from './action-handlers.ts';
import { BRIDGE_HANDLERS } from './bridge-handlers.ts';
import { chatsList } from './chats.ts';
import { chatsGet } from './chats-get.ts';
import { GROUP_HANDLERS } from './group-handlers.ts';
import { messagesHistory, messagesSearch } from './messages.ts';
import { messagesAfter } from './messages-after.ts';
import { messagesScheduled } from './messages-scheduled.ts';
import { messagesStats } from './messages-stats.ts';
import type { Handler } from './method.ts';
import { POLL_HANDLERS } from './polls.ts';
import { SEND_HANDLERS } from './send-handlers.ts';
import { messageSendStatus } from './send-status.ts';
import { initialize, status } from './status.ts';
import { watchSubscribe, watchUnsubscribe } from './watch.ts';

/** Every method any build has. Which of them a build offers, its table of methods says. */
export const HANDLERS = {
  initialize,
  status,
  'watch.unsubscribe': watchUnsubscribe,
  'chats.list': chatsList,
  'chats.get': chatsGet,
  'messages.stats': messagesStats,
  'messages.history': messagesHistory,
  'messages.search': messagesSearch,
  'messages.after': messagesAfter,
  'messages.scheduled': messagesScheduled,
  'watch.subscribe': watchSubscribe,
  'message.send_status': messageSendStatus,
  send,
  ...SEND_HANDLERS,
  ...POLL_HANDLERS,
  ...ACTION_HANDLERS,
  ...GROUP_HANDLERS,
  ...BRIDGE_HANDLERS,
} as const satisfies Record<string, Handler>;

export type MethodName = keyof typeof HANDLERS;
