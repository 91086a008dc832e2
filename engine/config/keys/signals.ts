import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';

export type ReactionNotifications = 'own' | 'all' | 'off';

export interface SignalsConfig {
  /** Which reactions the agent is told of: those to its own messages, all, none. Default `own`. */
  readonly reactionNotifications: ReactionNotifications;
  /** Whether chats are marked as read whose messages are answered. Default true. */
  readonly sendReadReceipts: boolean;
}

/** What people see of the agent before it answers, and what it is told of what they do without words. */
export const signals = defineSubject({
  accountKeys: {
    sendReadReceipts: key(
      z.boolean(),
      'Whether messages that are answered are marked as read. Needs the bridge.',
      { default: 'true' },
    ),
    reactionNotifications: key(
      z.enum(['own', 'all', 'off']),
      'Which tapbacks the agent is told of: on its own messages, on all, on none.',
      { default: '`own`' },
    ),
  },
  resolveAccount: ({ reactionNotifications = 'own', sendReadReceipts = true }): SignalsConfig => ({
    reactionNotifications,
    sendReadReceipts,
  }),
});
