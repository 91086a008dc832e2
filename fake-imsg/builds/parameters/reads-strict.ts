// What control and read methods take from 0.14 on (wire-2.6 and wire-3.1).

import type { MethodSpec } from '../../server/policy.ts';
import type { ParamSpec } from '../../wire/params.ts';
import { integer, off, text, texts } from './fields.ts';

const chatId = {
  type: 'integer',
  min: 1,
  invalid: 'chat_id must be a positive integer',
} as const satisfies ParamSpec;
const limit = (byDefault: number) =>
  ({
    type: 'integer',
    default: byDefault,
    min: 1,
    invalid: 'limit must be a positive integer',
  }) as const satisfies ParamSpec;
const bufferLimit = {
  type: 'integer',
  default: 256,
  min: 1,
  max: 4096,
  invalid: 'buffer_limit must be an integer between 1 and 4096',
} as const satisfies ParamSpec;

const sinceRowid = 'since_rowid must be a non-negative integer';
const query = 'query must be a non-empty string';

export const strictReads = {
  initialize: { lane: 'control', params: { protocol_version: integer } },
  status: { lane: 'read', params: {} },
  chatsList: {
    lane: 'read',
    params: { limit: limit(20), unread_only: { ...off, aliases: ['unreadOnly'] } },
  },
  history: {
    lane: 'read',
    params: {
      chat_id: { ...chatId, required: 'chat_id is required' },
      limit: limit(50),
      participants: texts,
      start: text,
      end: text,
      attachments: off,
      convert_attachments: off,
    },
  },
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
    params: {
      chat_id: chatId,
      since_rowid: integer,
      participants: texts,
      start: text,
      end: text,
      attachments: off,
      convert_attachments: off,
      include_reactions: off,
      debounce_ms: {
        type: 'integer',
        aliases: ['debounceMs'],
        min: 0,
        invalid: 'debounce_ms must be a non-negative integer',
      },
      buffer_limit: { ...bufferLimit, aliases: ['bufferLimit'] },
    },
  },
  unsubscribe: {
    lane: 'control',
    params: {
      subscription: {
        type: 'integer',
        required: 'subscription is required',
        min: 1,
        invalid: 'subscription must be a positive integer',
      },
    },
  },
  bridgeEvents: { lane: 'control', params: { buffer_limit: bufferLimit } },
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
