// Methods that send (wire-5.3 and wire-6.1 to wire-6.5).

import { expect } from 'vitest';
import {
  ALICE,
  answers,
  BOTH,
  type Case,
  done,
  isSince,
  refusal,
  refusals,
  refuses,
  strictOnly,
  TWO_CHATS,
  UUID,
} from '../../support/methods/method-case.ts';

export const SENDS: readonly Case[] = [
  refuses(
    'send',
    { text: 'hi' },
    refusals(
      'exactly one of chat_id, chat_identifier, or chat_guid is required',
      'to is required for direct sends',
    ),
  ),
  refuses('send', { to: ALICE, chat_id: 1, text: 'hi' }, BOTH),
  refuses('send', { to: ALICE }, 'text or file is required'),
  refuses('send', { to: ALICE, text: 'hi', service: 'iMessage' }, 'invalid service'),
  refuses('send', { chat_id: 99, text: 'hi' }, 'unknown chat_id 99'),
  refuses('send', { to: ALICE, text: 'hi', transport: 'mail' }, 'invalid transport', (build) =>
    isSince(build, '0.8.1'),
  ),
  refuses(
    'send',
    { to: ALICE, text: 'hi', allow_sms_fallback: 1 },
    'allow_sms_fallback must be a boolean',
    strictOnly,
  ),
  refuses(
    'send',
    { to: ALICE, text: 'hi', attempt_id: UUID },
    (build: string) =>
      refusal(
        build === '0.14.1'
          ? 'unknown send param: attempt_id'
          : 'attempt_id is only supported by send.tracked',
      ),
    strictOnly,
  ),
  answers('send', { chat_id: 1, text: 'hi' }, (build) => ({
    result: isSince(build, '0.8.1') ? { ok: true, transport: 'bridge' } : { ok: true },
  })),
  refuses('send.tracked', { chat_id: 1, text: 'hi' }, 'attempt_id must be a UUID'),
  refuses('send.tracked', { chat_id: 1, text: 'hi', attempt_id: '1' }, 'attempt_id must be a UUID'),
  answers(
    'send.tracked',
    { chat_id: 1, text: 'hi', attempt_id: UUID },
    {
      result: { ok: true, attempt_id: UUID.toLowerCase(), guid: UUID.toLowerCase() },
    },
  ),
  answers('send.rich', { chat_id: 1, text: 'hi', effect: 'confetti' }, done),
  refuses('send.attachment', { chat_id: 1 }, 'file is required'),
  refuses('send.attachment', { chat_id: 1, path: '' }, 'file is required'),
  refuses(
    'send.attachment',
    { chat_id: 1, file: '/nowhere', part_index: -1 },
    'part_index must be a non-negative integer',
    strictOnly,
  ),
  refuses(
    'send.attachment',
    { chat_id: 1, file: '/nowhere', part_index: 0 },
    'part_index requires reply_to',
    strictOnly,
  ),
  refuses('send.sticker', { file: '/a.png' }, TWO_CHATS),
  refuses('send.sticker', { chat_id: 1 }, 'file is required'),
  refuses(
    'send.sticker',
    { chat_id: 1, file: '/a.png', reply_to: 'G' },
    'unknown send.sticker param: reply_to',
  ),
  refuses('send.sticker', { chat_id: 1, file: '/a.pdf' }, 'unsupported sticker image format: unknown'),
  answers(
    'send.sticker',
    { chat_id: 1, file: '/a.png' },
    { result: { ok: true, guid: expect.any(String), transfer_guid: expect.any(String) } },
  ),
  refuses('send.multipart', { chat_id: 1 }, 'parts is required'),
  refuses('send.multipart', { chat_id: 1, parts: [] }, 'parts must contain between 1 and 20 text parts'),
  refuses('send.multipart', { chat_id: 1, parts: [{ file: 'x' }] }, 'file parts are not supported'),
  answers(
    'send.multipart',
    { chat_id: 1, parts: [{ text: 'a' }, { text: 'b' }] },
    {
      result: { ok: true, parts_count: 2 },
    },
  ),
];
