import type { ParamSpec } from '../rpc/params.ts';
import type { Build } from './build.ts';

const flag = { type: 'boolean', default: false } as const satisfies ParamSpec;
const text = { type: 'string' } as const satisfies ParamSpec;
const integer = { type: 'integer' } as const satisfies ParamSpec;
const senders = { type: 'strings', default: [] } as const satisfies ParamSpec;
/** A limit below 1 counts as 1. */
const limit = (byDefault: number) => ({ type: 'integer', default: byDefault, min: 1 }) as const;

const range = { participants: senders, start: text, end: text };
const files = { attachments: flag, convert_attachments: flag };

/** Parameters of releases 0.11.0 and 0.11.1 (protocol sections 2.4, 2.6 and 6.1), in their order. */
export const methodsOf011: Build['methods'] = {
  'chats.list': { lane: 'read', params: { limit: limit(20) } },
  'messages.history': {
    lane: 'read',
    params: {
      chat_id: { type: 'integer', required: 'chat_id is required' },
      limit: limit(50),
      ...range,
      ...files,
    },
  },
  'watch.subscribe': {
    lane: 'control',
    params: {
      chat_id: integer,
      since_rowid: integer,
      ...range,
      ...files,
      include_reactions: flag,
      debounce_ms: {
        type: 'integer',
        aliases: ['debounceMs'],
        default: 500,
        min: 0,
        invalid: 'debounce_ms must be a non-negative integer',
      },
    },
  },
  'watch.unsubscribe': {
    lane: 'control',
    params: { subscription: { type: 'integer', required: 'subscription is required' } },
  },
  // Replies and formatting came with 0.12; before, they are ignored like any other unknown key.
  send: {
    lane: 'mutation',
    params: {
      to: text,
      chat_id: integer,
      chat_identifier: text,
      chat_guid: text,
      text,
      file: text,
      service: { type: 'string', default: 'auto' },
      transport: { type: 'string', default: 'auto' },
      region: { type: 'string', default: 'US' },
    },
  },
};
