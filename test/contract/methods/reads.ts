// Control and read methods (wire-2.6 and wire-3.1).

import { expect } from 'vitest';
import {
  ALICE,
  answers,
  type Case,
  done,
  isStrict,
  methodsOf,
  refusal,
  refuses,
  UUID,
} from '../../support/methods/method-case.ts';

export const READS: readonly Case[] = [
  answers('initialize', { protocol_version: 1 }, (build) => ({
    result: {
      protocol_version: 1,
      version: build === 'current' ? '0.15.1' : build,
      database: { ready: true, path: ':memory:' },
      bridge: { ready: true, bridge_version: 2, v2_ready: true, registry_available: true },
      supported_methods: methodsOf(build),
    },
  })),
  refuses('initialize', { protocol_version: 3 }, 'unsupported protocol_version 3; supported version is 1'),
  answers('status', {}, (build) => ({
    result: { protocol_version: 1, supported_methods: methodsOf(build) },
  })),
  refuses('status', { verbose: true }, 'unknown status param: verbose'),

  refuses('watch.unsubscribe', {}, 'subscription is required'),
  answers('watch.unsubscribe', { subscription: 99 }, done),
  answers('watch.subscribe', { since_rowid: -1 }, (build) => ({
    result: isStrict(build) ? { subscription: 1, buffer_limit: 256 } : { subscription: 1 },
  })),
  answers('watch.subscribe', { chat_id: 99 }, { result: { subscription: 2 } }),
  answers('watch.subscribe', { start: 'x' }, (build) =>
    isStrict(build)
      ? refusal('Invalid ISO8601 date: x')
      : { error: { code: -32603, message: 'Internal error', data: 'Invalid ISO8601 date: x' } },
  ),
  answers(
    'bridge.events.subscribe',
    { buffer_limit: 7 },
    {
      result: { subscription: 1, buffer_limit: 7, resumable: false },
    },
  ),
  refuses(
    'bridge.events.subscribe',
    { bufferLimit: 7 },
    'unknown bridge.events.subscribe param: bufferLimit',
  ),

  answers('messages.stats', {}, { result: { total_messages: 3, sent_messages: 1, time_zone: 'GMT' } }),
  answers(
    'messages.stats',
    { chat_id: 1, include_media: true },
    {
      result: { received_messages: 1, media: { total_attachments: 0, total_bytes: 0, types: [], chats: [] } },
    },
  ),
  refuses('messages.stats', { chat_id: 99 }, 'chat_id 99 does not exist'),
  refuses('messages.stats', { chat_id: -1 }, 'chat_id must be a positive rowid (received -1)'),
  refuses('messages.stats', { time_zone: 'x' }, 'invalid IANA time zone: x'),
  answers('messages.scheduled', {}, { result: { messages: [] } }),
  refuses('messages.scheduled', { limit: 0 }, 'limit must be a positive integer'),
  refuses('messages.scheduled', { after: 1 }, 'unknown messages.scheduled param: after'),

  answers(
    'chats.list',
    {},
    {
      result: {
        chats: [
          { id: 2, is_group: true },
          { id: 1, identifier: ALICE, participants: [ALICE] },
        ],
      },
    },
  ),
  answers('chats.list', { limit: 1 }, { result: { chats: [{ id: 2 }] } }),
  answers('chats.list', { limit: '1' }, (build) =>
    isStrict(build) ? refusal('limit must be an integer') : { result: { chats: [{ id: 2 }] } },
  ),
  answers('chats.list', { unread_only: true }, { result: { chats: [{ id: 2 }, { id: 1 }] } }),

  refuses('messages.history', {}, 'chat_id is required'),
  answers(
    'messages.history',
    { chat_id: 1 },
    { result: { messages: [{ text: 'mine' }, { text: 'theirs' }] } },
  ),
  answers('messages.history', { chat_id: 1, limit: 1 }, { result: { messages: [{ is_from_me: true }] } }),
  answers(
    'messages.history',
    { chat_id: 1, limit: 2 ** 62 },
    { result: { messages: [{ text: 'mine' }, { text: 'theirs' }] } },
  ),
  // One more than 64 bits hold goes round in lenient builds: below 1, which counts as 1.
  answers('messages.history', { chat_id: 1, limit: 2 ** 63 }, (build) =>
    isStrict(build)
      ? { error: { code: -32602, data: 'limit must be an integer' } }
      : { result: { messages: [{ text: 'mine' }] } },
  ),
  answers('messages.history', { chat_id: 99 }, { result: { messages: [] } }),
  answers('messages.search', { query: 'THEIRS' }, { result: { messages: [{ text: 'theirs' }] } }),
  refuses('messages.search', { query: 'a', match: 'all' }, 'match must be contains or exact'),
  answers(
    'messages.after',
    { since_rowid: 1 },
    {
      result: { messages: [{ id: 2 }, { id: 3 }], next_rowid: 3, has_more: false },
    },
  ),
  answers('messages.after', { since_rowid: 0, limit: 1 }, { result: { next_rowid: 1, has_more: true } }),
  refuses('messages.after', {}, 'since_rowid must be a non-negative integer'),
  answers('message.send_status', ({ own }) => ({ guid: own }), {
    result: { ok: true, send_state: expect.stringMatching(/^(sent|delivered)$/), service: 'iMessage' },
  }),
  answers(
    'message.send_status',
    { guid: UUID },
    {
      result: { ok: true, guid: UUID, send_state: 'pending', service: null, status_fields: null },
    },
  ),
  refuses('message.send_status', {}, 'guid is required'),
  refuses('chats.get', {}, 'chat_id is required'),
  refuses('chats.get', { chat_id: 99 }, 'Chat not found: 99'),
  answers('chats.get', { chat_id: 1 }, { result: { id: 1, is_group: false, participants: [ALICE] } }),
];
