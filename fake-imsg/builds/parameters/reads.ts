// What control and read methods take (wire-2.4, wire-2.6 and wire-3.1).

import type { MethodSpec } from '../../server/policy.ts';
import type { ParamSpec } from '../../wire/params.ts';
import { integer, off, text, texts } from './fields.ts';

const range = { participants: texts, start: text, end: text };
const debounce = {
  type: 'integer',
  aliases: ['debounceMs'],
  min: 0,
  invalid: 'debounce_ms must be a non-negative integer',
} as const satisfies ParamSpec;
const bufferLimit = {
  type: 'integer',
  default: 256,
  min: 1,
  max: 4096,
  invalid: 'buffer_limit must be an integer between 1 and 4096',
} as const satisfies ParamSpec;

const sinceRowid = 'since_rowid must be a non-negative integer';
const query = 'query must be a non-empty string';

/** What the eras differ in: whether a number too small is an error, or counts as the smallest or as any other. */
interface Numbers {
  /** The error text for a limit below 1; without it that counts as 1. */
  readonly limit: { readonly invalid?: string };
  readonly chatId: ParamSpec;
  readonly subscription: ParamSpec;
}

const readsWith = ({ limit, chatId, subscription }: Numbers) => {
  const upTo = (byDefault: number) => ({ type: 'integer', default: byDefault, min: 1, ...limit }) as const;
  const messages = { chat_id: { ...chatId, required: 'chat_id is required' }, limit: upTo(50), ...range };
  const stream = { chat_id: chatId, since_rowid: integer, ...range };
  return {
    /** Before 0.13 all were listed. */
    chatsListBefore013: { lane: 'read', params: { limit: upTo(20) } },
    chatsList: {
      lane: 'read',
      params: { limit: upTo(20), unread_only: { ...off, aliases: ['unreadOnly'] } },
    },
    /** Before 0.6 nothing was converted. */
    historyBefore06: { lane: 'read', params: { ...messages, attachments: off } },
    history: { lane: 'read', params: { ...messages, attachments: off, convert_attachments: off } },
    /** Before 0.6 the debounce was fixed. */
    subscribeBefore06: { lane: 'control', params: { ...stream, attachments: off, include_reactions: off } },
    subscribe: {
      lane: 'control',
      params: {
        ...stream,
        attachments: off,
        convert_attachments: off,
        include_reactions: off,
        debounce_ms: debounce,
      },
    },
    unsubscribe: { lane: 'control', params: { subscription } },
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
};

const subscription = { type: 'integer', required: 'subscription is required' } as const satisfies ParamSpec;

export const lenientReads = readsWith({ limit: {}, chatId: integer, subscription });

const chatId = {
  type: 'integer',
  min: 1,
  invalid: 'chat_id must be a positive integer',
} as const satisfies ParamSpec;
const reads = readsWith({
  limit: { invalid: 'limit must be a positive integer' },
  chatId,
  subscription: { ...subscription, min: 1, invalid: 'subscription must be a positive integer' },
});

export const strictReads = {
  ...reads,
  initialize: { lane: 'control', params: { protocol_version: integer } },
  status: { lane: 'read', params: {} },
  search: {
    lane: 'read',
    params: {
      query: { type: 'string', required: query, filled: true, trimmed: true, invalid: query },
      match: {
        type: 'string',
        default: 'contains',
        oneOf: ['contains', 'exact'],
        invalid: 'match must be contains or exact',
      },
      limit: {
        type: 'integer',
        default: 50,
        min: 1,
        max: 100,
        invalid: 'limit must be between 1 and 100',
      },
    },
  },
  after: {
    lane: 'read',
    params: {
      since_rowid: { type: 'integer', required: sinceRowid, min: 0, invalid: sinceRowid },
      chat_id: chatId,
      limit: {
        type: 'integer',
        default: 100,
        min: 1,
        max: 500,
        invalid: 'limit must be an integer between 1 and 500',
      },
      attachments: off,
      convert_attachments: off,
      include_reactions: off,
    },
  },
  subscribe: {
    lane: 'control',
    params: { ...reads.subscribe.params, buffer_limit: { ...bufferLimit, aliases: ['bufferLimit'] } },
  },
  bridgeEvents: { lane: 'control', params: { buffer_limit: bufferLimit } },
} as const satisfies Record<string, MethodSpec>;

/** Both came with 0.13, and refused then already what later builds refuse (RPCServer+StatsHandlers.swift in openclaw/imsg). */
export const scheduled = {
  lane: 'read',
  params: {
    limit: { type: 'integer', default: 50, min: 1, invalid: 'limit must be a positive integer' },
  },
  isExact: true,
} as const satisfies MethodSpec;
export const stats = {
  lane: 'read',
  params: { chat_id: integer, include_media: off, time_zone: text },
  isExact: true,
} as const satisfies MethodSpec;

/** Late in 0.15. What it does not know it looks at last. */
export const chatsGet = {
  lane: 'read',
  params: {
    chat_id: {
      type: 'integer',
      required: 'chat_id is required',
      min: 1,
      invalid: 'chat_id must be a positive integer',
    },
  },
  refusesUnknownLast: true,
} as const satisfies MethodSpec;
