// What is recorded of a row holds also where it would be otherwise by now.

import { describe, expect, test } from 'vitest';
import { ownAddresses } from '../../../../engine/message/authorship.ts';
import { id } from '../../../support/messages/ids.ts';
import { ALICE, again, decided, type Given, meant } from '../../../support/messages/journalled.ts';

const OWN = '+15550109999';
const LATE_PREVIEW = { again: { isLast: false, isPreview: true } };
const learnt = () => {
  const known = ownAddresses(null);
  known.learn(OWN);
  return known;
};

describe('numbers of chats that meant others', () => {
  const chats = meant('chat6', 'before');
  const text = 'claw, go on';
  const hidden = { category: { filtered: 2, isSpam: false } };
  const CHAT_7 = { chat_id: 7, chat_guid: `any;-;${ALICE}`, chat_identifier: ALICE };
  const MENTIONS = { messages: { groupChat: { mentionPatterns: ['claw'] } } };
  test.each<[string, Given, string, string]>([
    [
      'what the owner writes',
      {
        imessage: { ownerMessages: 'mention', groupPolicy: 'disabled', groups: { 7: {} } },
        rest: MENTIONS,
        fields: { ...CHAT_7, is_from_me: true, text },
        chats,
      },
      'admitted',
      'from_me',
    ],
    [
      'whom Messages hides',
      {
        imessage: { allowFrom: [], dmPolicy: 'pairing', groupPolicy: 'disabled', groups: { 7: {} } },
        fields: CHAT_7,
        arrival: hidden,
        pairing: { paired: new Set(), requests: [] },
        chats,
      },
      'hidden_by_messages',
      'group_disabled',
    ],
  ])('are recorded also where they counted for %s (ruling-22)', (_name, given, code, without) => {
    const { verdict } = decided(given);
    expect(verdict.code).toBe(code);
    expect(verdict.facts).toMatchObject({ numbers: { others: ['groups 7'] } });
    const { numbers: _, ...rest } = verdict.facts!;
    expect([again(given), again(given, rest)]).toEqual([code, without]);
  });
});

describe('that somebody had not paired', () => {
  const PAIRS = { allowFrom: [], dmPolicy: 'pairing' };
  const paired = { paired: new Set([id.handle(ALICE)]), requests: [] };
  const pairing = { paired: new Set<never>(), requests: [] };
  const TAPBACK = { text: 'Loved “Hi”', is_reaction: true, reaction_type: 'love', is_reaction_add: true };
  const mistaken = { chats: meant('chat6', 'before'), fields: { chat_id: 7 } };
  test.each<[string, Given, string]>([
    [
      'whom Messages hides',
      { imessage: PAIRS, arrival: { category: { filtered: 2, isSpam: false } } },
      'hidden_by_messages',
    ],
    ['who only reacts', { imessage: PAIRS, fields: TAPBACK }, 'dm_blocked'],
    ['whose preview came late', { imessage: PAIRS, arrival: LATE_PREVIEW }, 'dm_blocked'],
    [
      'who writes from an own address',
      { imessage: PAIRS, fields: { sender: OWN }, ownAddresses: learnt() },
      'dm_blocked',
    ],
    [
      'whose thread may be a group',
      { imessage: { ...PAIRS, groupPolicy: 'disabled', groups: { 7: {} } }, ...mistaken },
      'dm_blocked',
    ],
  ])('is recorded of one %s: it holds also when they have paired since', (_name, row, code) => {
    const given = { pairing, ...row };
    const handle = id.handle(String(given.fields?.sender ?? ALICE));
    expect(decided(given).verdict).toMatchObject({ code, facts: { pairing: 'none' } });
    expect(again(given, undefined, {}, { ...paired, paired: new Set([handle]) })).toBe(code);
  });

  test('is not recorded of one who had, whose thread may be a group', () => {
    const imessage = { ...PAIRS, groupPolicy: 'disabled', groups: { 7: {} } };
    const given = { imessage, ...mistaken, pairing: paired };
    expect(decided(given).verdict).toMatchObject({ code: 'group_disabled', facts: { pairing: 'paired' } });
    expect(again(given)).toBe('group_disabled');
  });
});
