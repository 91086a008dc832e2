import {
  messageDelete,
  messageEdit,
  messageNotifyAnyways,
  messageUnsend,
  tapback,
} from './message-actions.ts';
import type { Handler } from './method.ts';

/** Methods that act on a message (wire-5.3). */
export const ACTION_HANDLERS = {
  tapback,
  'message.edit': messageEdit,
  'message.unsend': messageUnsend,
  'message.delete': messageDelete,
  'message.notifyAnyways': messageNotifyAnyways,
} as const satisfies Record<string, Handler>;
