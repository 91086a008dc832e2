// Methods that ask people, and that vote (wire-5.3).

import { expect } from 'vitest';
import {
  answers,
  type Case,
  isSince,
  isStrict,
  NO_CHAT,
  refusal,
  refuses,
  strictOnly,
} from '../../support/methods/method-case.ts';

const SENDS = ['poll.send', 'messages.poll.send'];
const VOTES = ['poll.vote', 'messages.poll.vote'];
const UNVOTES = ['poll.unvote', 'polls.unvote', 'messages.poll.unvote'];

const LUNCH = { question: 'Lunch?', options: ['Pizza', 'Sushi'] };

const asking = (method: string): Case[] => [
  { method, params: () => LUNCH, answer: NO_CHAT },
  refuses(method, { chat_id: 1, options: ['Pizza', 'Sushi'] }, 'question is required'),
  refuses(method, { chat_id: 1, question: '', options: ['Pizza', 'Sushi'] }, 'question is required'),
  refuses(method, { chat_id: 1, question: 'Lunch?' }, 'at least two poll options are required'),
  refuses(
    method,
    { chat_id: 1, question: 'Lunch?', options: ['Pizza'] },
    'at least two poll options are required',
  ),
  refuses(
    method,
    { chat_id: 1, ...LUNCH, comment: 'Hungry?', suppress_comment: true },
    'comment cannot be combined with suppress_comment: true',
    (build) => isSince(build, '0.13.4'),
  ),
  refuses(method, { ...LUNCH, chat_id: 99 }, 'unknown chat_id 99'),
  answers(
    method,
    { chat_id: 1, ...LUNCH },
    {
      result: {
        ok: true,
        event: 'imessage.poll.created',
        poll: {
          question: 'Lunch?',
          options: [
            { id: expect.any(String), text: 'Pizza' },
            { id: expect.any(String), text: 'Sushi' },
          ],
        },
      },
    },
  ),
];

const choosing = (method: string): Case[] => [
  { method, params: () => ({ poll_guid: 'P', option_id: 'O' }), answer: NO_CHAT },
  refuses(method, { chat_id: 1, option_id: 'O' }, 'poll_guid is required'),
  refuses(method, { chat_id: 1, poll_guid: 'P' }, (build: string) =>
    refusal(
      isStrict(build) ? 'one of option_id, option_index, or option is required' : 'option_id is required',
    ),
  ),
  refuses(
    method,
    { chat_id: 1, poll_guid: 'P', option_id: 'O', option_index: 1 },
    'choose exactly one of option_id, option_index, or option',
    strictOnly,
  ),
  {
    method,
    params: ({ inbound }) => ({ chat_id: 1, poll_guid: `p:0/${inbound}`, option_id: 'O' }),
    answer: {
      error: { code: -32602, data: expect.stringMatching(/^poll p:0\/.* not found or not decodable$/) },
    },
  },
];

export const POLLS: readonly Case[] = [
  ...SENDS.flatMap(asking),
  ...VOTES.flatMap(choosing),
  ...UNVOTES.flatMap(choosing),
];
