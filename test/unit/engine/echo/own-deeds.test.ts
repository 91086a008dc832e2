// Rows of ours that come of something done, and not of the owner.

import { describe, expect, it } from 'vitest';
import { echo } from '../../../../engine/echo/echo.ts';
import { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import type { Message } from '../../../../engine/message/message.ts';
import { normalize } from '../../../../engine/message/normalize.ts';
import { rowsOf } from '../../../../engine/outbound/kinds/kinds.ts';
import { id } from '../../../support/messages/ids.ts';
import { payload } from '../../../support/messages/payload.ts';

const AT_MS = Date.parse('2026-03-02T09:00:00.000Z');
const CHAT = 'any;-;+15550001111';
const GROUP = { is_group: true, chat_id: 7, chat_guid: 'any;+;chat7', chat_identifier: 'chat7' };
const PART = id.part('deed');

const REACT = {
  name: 'react',
  params: { message_id: 'HERS', reaction: 'like' },
  target: 'HERS',
};
const POLL = { name: 'poll', params: { question: 'When?', options: ['Now', 'Later'] }, caption: 'When?' };
const RENAME = { name: 'renameGroup', params: { name: 'Team' } };
const LIKE = { text: 'Liked “hi”', is_reaction: true, reaction_emoji: '👍', reacted_to_guid: 'HERS' };

const isOf = (deed: object) => rowsOf({ kind: 'action', content: JSON.stringify(deed) })!;
function own(fields: Record<string, unknown>, datedAfterMs = 0): Message {
  const created_at = new Date(AT_MS + datedAfterMs).toISOString();
  const chat = { chat_guid: CHAT, chat_identifier: '+15550001111' };
  const normalized = normalize(payload({ ...chat, is_from_me: true, created_at, ...fields }));
  if (!normalized.ok) throw new Error(`bad field ${normalized.field}`);
  return normalized.message;
}
function doing(deed: object, chatGuid = CHAT) {
  const memory = createOwnSends();
  memory.doing(PART, id.chat(chatGuid), isOf(deed), AT_MS);
  return memory;
}
const code = ({ sends }: ReturnType<typeof doing>, message: Message, arrivedAfterMs = 1_000) =>
  echo(message, sends, AT_MS + arrivedAfterMs);

describe('a row of ours is an own send (ACT-21)', () => {
  it('where it is the tapback that is being put on a message, and no other one', () => {
    expect(code(doing(REACT), own(LIKE))).toBe('own_send');
    expect(code(doing(REACT), own({ ...LIKE, reaction_emoji: '👎' }))).toBe('from_me');
    expect(code(doing(REACT), own({ ...LIKE, reacted_to_guid: 'ANOTHER' }))).toBe('from_me');
    expect(code(doing(REACT), own({ ...LIKE, is_reaction_add: false }))).toBe('from_me');
    expect(code(doing(REACT), own({ ...LIKE, chat_guid: 'any;-;+15550002222' }))).toBe('from_me');
  });

  it('where it says what imsg says beside a poll, also once the poll is proven', () => {
    const memory = doing(POLL);
    memory.notSending(PART, AT_MS + 1_000);
    expect(code(memory, own({ text: 'When?' }))).toBe('own_send');
    expect(code(memory, own({ text: 'When, then?' }))).toBe('from_me');
  });

  it('where it is a note without words, also once it was seen that the group has its name', () => {
    const memory = doing(RENAME, GROUP.chat_guid);
    expect(code(memory, own({ ...GROUP, text: '' }))).toBe('own_send');
    memory.notSending(PART, AT_MS + 1_000);
    expect(code(memory, own({ ...GROUP, text: '' }))).toBe('own_send');
    expect(code(memory, own({ ...GROUP, text: 'Welcome' }))).toBe('from_me');
  });

  it('where it is seen late and dated as the deed is, not where it is dated later', () => {
    const memory = doing(POLL);
    memory.notSending(PART, AT_MS + 1_000);
    expect(code(memory, own({ text: 'When?' }, 2_000), 3_600_000)).toBe('own_send');
    expect(code(memory, own({ text: 'When?' }, 12_000), 12_000)).toBe('from_me');
  });

  it('of a deed of an earlier run (ECH-6)', () => {
    const memory = createOwnSends();
    memory.doneBefore(PART, id.chat(CHAT), isOf(REACT), AT_MS);
    expect(code(memory, own(LIKE, 500), 60_000)).toBe('own_send');
    expect(code(memory, own(LIKE, 60_000), 60_000)).toBe('from_me');
  });

  it('but not of what is known not to have been done', () => {
    const memory = doing(REACT);
    memory.undone(PART);
    memory.notSending(PART, AT_MS + 500);
    expect(code(memory, own(LIKE))).toBe('from_me');
  });
});

it('what is done in words, or is kept no longer, is known by its words alone', () => {
  const reply = { name: 'reply', params: { text: 'Yes' }, words: 'Yes' };
  expect(rowsOf({ kind: 'action', content: JSON.stringify(reply) })).toBeNull();
  expect(rowsOf({ kind: 'action', content: '' })).toBeNull();
  expect(rowsOf({ kind: 'text', content: 'Yes' })).toBeNull();
});
