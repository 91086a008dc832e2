// Methods that act on a message, a chat or a group (wire-5.3).

import { expect } from 'vitest';
import {
  ALICE,
  answers,
  BOB,
  BOTH,
  type Case,
  done,
  NO_CHAT,
  NO_MESSAGE,
  refusal,
  refusals,
  refuses,
  strictOnly,
  TWO_CHATS,
  type World,
} from '../../support/methods/method-case.ts';

/** Methods of one chat, with what else they need. */
const onOneChat: [method: string, params: (world: World) => object][] = [
  ['chats.delete', () => ({})],
  ['chats.markUnread', () => ({})],
  ['send.rich', () => ({ text: 'hi' })],
  ['send.attachment', () => ({ file: '/nowhere' })],
  ['send.multipart', () => ({ parts: [{ text: 'hi' }] })],
  ['tapback', ({ inbound }) => ({ message_id: inbound, kind: 'like' })],
  ['message.edit', ({ own }) => ({ message_id: own, text: 'new' })],
  ['message.unsend', ({ own }) => ({ message_id: own })],
  ['message.delete', ({ own }) => ({ message_id: own })],
  ['message.notifyAnyways', ({ own }) => ({ message_id: own })],
  ['group.rename', () => ({ name: 'Dinner' })],
  ['group.setIcon', () => ({})],
  ['group.addParticipant', () => ({ address: ALICE })],
  ['group.removeParticipant', () => ({ address: ALICE })],
  ['group.leave', () => ({})],
];

const selectors = onOneChat.flatMap(([method, params]): Case[] => [
  { method, params, answer: NO_CHAT },
  {
    method,
    params: (world) => ({ ...params(world), chat_id: 1, chat_guid: 'G' }),
    answer: TWO_CHATS,
    builds: strictOnly,
  },
  {
    method,
    params: (world) => ({ ...params(world), chat_id: 99 }),
    answer: refusal('unknown chat_id 99'),
  },
  {
    method,
    params: (world) => ({ ...params(world), chat_id: 1, chatId: 1 }),
    answer: refusal(`unknown ${method} param: chatId`),
    builds: strictOnly,
  },
]);

const actions = [
  'tapback',
  'message.edit',
  'message.unsend',
  'message.delete',
  'message.notifyAnyways',
].flatMap((method): Case[] => [
  refuses(method, { chat_id: 1 }, NO_MESSAGE),
  // Before 0.14 the chat is looked up first.
  refuses(method, { chat_id: 99 }, refusals(NO_MESSAGE, 'unknown chat_id 99')),
  refuses(method, { chat_id: 1, message_id: ' ' }, NO_MESSAGE),
  refuses(
    method,
    { chat_id: 1, message: 'G', messageGuid: 'G' },
    'use only one of message_id, messageId, message_guid, messageGuid, message',
    strictOnly,
  ),
]);

export const CHATS: readonly Case[] = [
  ...selectors,
  ...actions,
  answers('tapback', ({ inbound }) => ({ chat_id: 1, message_id: inbound, reaction: 'heart' }), {
    result: { ok: true, reaction: 'love' },
  }),
  answers('tapback', ({ inbound }) => ({ chat_id: 1, messageId: inbound, kind: '!!', remove: true }), {
    result: { ok: true, reaction: 'remove-emphasize' },
  }),
  refuses(
    'tapback',
    { chat_id: 1, message_id: 'G', emoji: '🎉' },
    'unsupported tapback reaction 🎉; use love, like, dislike, laugh, emphasize, or question',
    (build) => build !== '0.15.10',
  ),
  answers(
    'tapback',
    ({ inbound }) => ({ chat_id: 1, message_id: inbound, emoji: '🎉' }),
    { result: { ok: true, emoji: '🎉' } },
    (build) => build === '0.15.10',
  ),
  refuses('tapback', { chat_id: 1, message_id: 'G' }, 'reaction, kind, or emoji is required'),
  answers('message.edit', ({ own }) => ({ chat_id: 1, message_id: own, new_text: 'new' }), done),
  refuses('message.edit', { chat_id: 1, message_id: 'G' }, 'text is required'),
  answers('message.unsend', ({ own }) => ({ chat_id: 1, message: own, partIndex: 0 }), done),
  answers('message.delete', ({ own }) => ({ chat_id: 1, message_guid: own }), done),
  answers('message.notifyAnyways', ({ own }) => ({ chat_id: 1, messageGuid: own }), done),

  refuses('chats.create', {}, 'addresses is required (non-empty array of phone/email)'),
  refuses('chats.create', { addresses: [] }, 'addresses is required (non-empty array of phone/email)'),
  refuses('chats.create', { addresses: [ALICE], service: 'SMS' }, 'service must be iMessage', strictOnly),
  answers('chats.create', { addresses: [ALICE] }, { result: { ok: true, chat_guid: `any;-;${ALICE}` } }),
  answers('chats.delete', { chat_id: 1 }, done),
  answers('chats.markUnread', { chat_guid: `any;-;${ALICE}` }, done),
  refuses('group.rename', { chat_id: 2 }, 'name is required'),
  answers('group.rename', { chat_id: 2, name: 'Dinner' }, done),
  answers('group.setIcon', { chat_id: 2 }, done),
  refuses('group.addParticipant', { chat_id: 2 }, 'address is required'),
  answers('group.addParticipant', { chat_id: 2, address: 'carol@example.com' }, done),
  refuses('group.removeParticipant', { chat_id: 2, address: '' }, 'address is required'),
  answers('group.removeParticipant', { chat_id: 2, address: BOB }, done),
  answers('group.leave', { chat_id: 2 }, done),

  ...['typing', 'read'].flatMap((method): Case[] => [
    refuses(
      method,
      {},
      refusals('exactly one of chat_id, chat_identifier, or chat_guid is required', 'to is required'),
    ),
    refuses(method, { to: ALICE, chat_id: 1 }, BOTH),
    refuses(method, { chat_id: 99 }, 'unknown chat_id 99'),
    answers(method, { chat_id: 1 }, done),
  ]),
  ...['typing.start', 'typing.stop'].flatMap((method): Case[] => [
    refuses(method, {}, 'to is required for direct typing'),
    refuses(method, { to: ALICE, chat_id: 1 }, 'use to or chat_*; not both'),
    answers(
      method,
      { chat_id: 1 },
      {
        error: { code: -32603, data: expect.stringMatching(/^Typing indicator failed: /) },
      },
    ),
  ]),

  ...['contacts.shouldShareContact', 'contacts.shareContactCard'].flatMap((method): Case[] => [
    { method, params: () => ({}), answer: NO_CHAT },
    refuses(method, { chat_id: 99 }, 'unknown chat_id 99'),
  ]),
  answers(
    'contacts.shouldShareContact',
    { chat_id: 1 },
    {
      result: { ok: true, can_inspect_offer: true, can_share: true, should_offer: true },
    },
  ),
  answers('contacts.shareContactCard', { chat_id: 1 }, { result: { ok: true, requested: true } }),

  refuses('handles.check', {}, 'address is required'),
  refuses('handles.check', { address: ALICE, alias_type: 'fax' }, 'alias_type must be phone or email'),
  refuses(
    'handles.check',
    { address: ALICE, service: 'SMS' },
    'handles.check only supports service iMessage',
  ),
  answers(
    'handles.check',
    { address: BOB },
    {
      result: { ok: true, address: BOB, alias_type: 'email', service: 'iMessage' },
    },
  ),
];
