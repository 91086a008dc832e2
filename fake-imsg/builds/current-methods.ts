import type { ParamSpec } from '../rpc/params.ts';
import type { Build } from './build.ts';

const flag = { type: 'boolean', default: false } as const satisfies ParamSpec;
const text = { type: 'string' } as const satisfies ParamSpec;
const senders = { type: 'strings', default: [] } as const satisfies ParamSpec;

const chatIdRule = { min: 1, invalid: 'chat_id must be a positive integer' } as const;
const chatId = { type: 'integer', ...chatIdRule } as const satisfies ParamSpec;
const limit = (byDefault: number) =>
  ({ type: 'integer', default: byDefault, min: 1, invalid: 'limit must be a positive integer' }) as const;

const sinceRowid = 'since_rowid must be a non-negative integer';
const pageLimit = 'limit must be an integer between 1 and 500';
const debounce = 'debounce_ms must be a non-negative integer';
const bufferLimit = 'buffer_limit must be an integer between 1 and 4096';

/** Parameters of release 0.15.1 (protocol sections 2.6, 3.1 and 6.1). */
export const currentMethods: Build['methods'] = {
  initialize: { lane: 'control', params: { protocol_version: { type: 'integer' } } },
  status: { lane: 'read', params: {} },
  'watch.unsubscribe': {
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
  'chats.list': {
    lane: 'read',
    params: { limit: limit(20), unread_only: { ...flag, aliases: ['unreadOnly'] } },
  },
  'messages.history': {
    lane: 'read',
    params: {
      chat_id: { type: 'integer', required: 'chat_id is required', ...chatIdRule },
      limit: limit(50),
      participants: senders,
      start: text,
      end: text,
      attachments: flag,
      convert_attachments: flag,
    },
  },
  'messages.after': {
    lane: 'read',
    params: {
      since_rowid: { type: 'integer', required: sinceRowid, min: 0, invalid: sinceRowid },
      chat_id: chatId,
      limit: { type: 'integer', default: 100, min: 1, max: 500, invalid: pageLimit },
      attachments: flag,
      convert_attachments: flag,
      include_reactions: flag,
    },
  },
  'watch.subscribe': {
    lane: 'control',
    params: {
      chat_id: chatId,
      since_rowid: { type: 'integer' },
      participants: senders,
      start: text,
      end: text,
      attachments: flag,
      convert_attachments: flag,
      include_reactions: flag,
      debounce_ms: {
        type: 'integer',
        aliases: ['debounceMs'],
        default: 500,
        min: 0,
        invalid: debounce,
      },
      buffer_limit: {
        type: 'integer',
        aliases: ['bufferLimit'],
        default: 256,
        min: 1,
        max: 4096,
        invalid: bufferLimit,
      },
    },
  },
  send: {
    lane: 'mutation',
    params: {
      to: { ...text, filled: true, invalid: 'to must be a non-empty string' },
      chat_id: chatId,
      chat_identifier: { ...text, filled: true, invalid: 'chat_identifier must be a non-empty string' },
      chat_guid: { ...text, filled: true, invalid: 'chat_guid must be a non-empty string' },
      text,
      file: text,
      service: { ...text, default: 'auto' },
      transport: { ...text, default: 'auto' },
      region: { ...text, default: 'US' },
      reply_to: { ...text, aliases: ['replyTo', 'reply_to_guid', 'message_guid'] },
      text_formatting: { type: 'objects', aliases: ['textFormatting', 'formatting'] },
      allow_sms_fallback: { ...flag, default: true, aliases: ['allowSMSFallback'] },
      attempt_id: text,
    },
  },
};
