// What reads and watches take before 0.14 (wire-2.4, wire-2.6 and wire-3.1).

import type { MethodSpec } from '../../server/policy.ts';
import type { ParamSpec } from '../../wire/params.ts';
import { integer, off, text, texts } from './fields.ts';

/** A limit below 1 counts as 1. */
const limit = (byDefault: number) =>
  ({ type: 'integer', default: byDefault, min: 1 }) as const satisfies ParamSpec;
const range = { participants: texts, start: text, end: text };
const debounce = {
  type: 'integer',
  aliases: ['debounceMs'],
  min: 0,
  invalid: 'debounce_ms must be a non-negative integer',
} as const satisfies ParamSpec;

const chatId = { type: 'integer', required: 'chat_id is required' } as const satisfies ParamSpec;

export const lenientReads = {
  chatsList: { lane: 'read', params: { limit: limit(20) } },
  /** From 0.13 on. */
  chatsListUnread: {
    lane: 'read',
    params: { limit: limit(20), unread_only: { ...off, aliases: ['unreadOnly'] } },
  },
  /** Before 0.6 nothing was converted. */
  historyBefore06: {
    lane: 'read',
    params: { chat_id: chatId, limit: limit(50), ...range, attachments: off },
  },
  history: {
    lane: 'read',
    params: { chat_id: chatId, limit: limit(50), ...range, attachments: off, convert_attachments: off },
  },
  /** Before 0.6 the debounce was fixed. */
  subscribeBefore06: {
    lane: 'control',
    params: { chat_id: integer, since_rowid: integer, ...range, attachments: off, include_reactions: off },
  },
  subscribe: {
    lane: 'control',
    params: {
      chat_id: integer,
      since_rowid: integer,
      ...range,
      attachments: off,
      convert_attachments: off,
      include_reactions: off,
      debounce_ms: debounce,
    },
  },
  unsubscribe: {
    lane: 'control',
    params: { subscription: { type: 'integer', required: 'subscription is required' } },
  },
  sendStatus: {
    lane: 'read',
    params: { guid: { type: 'string', required: 'guid is required', filled: true, trimmed: true } },
  },
  handlesCheck: {
    lane: 'read',
    params: {
      address: { type: 'string', required: 'address is required', filled: true },
      alias_type: text,
      service: { type: 'string', default: 'iMessage' },
    },
  },
} as const satisfies Record<string, MethodSpec>;
