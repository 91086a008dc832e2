// What decided from outside of a row and the configuration is recorded. Whoever adds a fact adds a case: the types ask for it.

import { describe, expect, test } from 'vitest';
import { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import { clockJumped, noClockWitnesses } from '../../../../engine/inbound/clock-witnesses.ts';
import { ownAddresses } from '../../../../engine/message/authorship.ts';
import type { VerdictFacts } from '../../../../engine/store/commands/journal.ts';
import { PROMPT } from '../../../support/approvals/prompt.ts';
import { id } from '../../../support/messages/ids.ts';
import {
  ALICE,
  again,
  decided,
  type Given,
  GROUP,
  meant,
  NOW_MS,
  onTheWay,
} from '../../../support/messages/journalled.ts';

const OWN = '+15550109999';
const HOUR_MS = 3_600_000;
const PREVIEW = 'com.apple.messages.URLBalloonProvider';
const PICTURE = [{ transfer_name: 'GroupPhotoImage', original_path: '/x', mime_type: 'image/jpeg' }];
const TO_ONESELF = {
  is_from_me: true,
  text: 'milk',
  created_at: new Date(NOW_MS).toISOString(),
  chat_identifier: OWN,
  chat_guid: `any;-;${OWN}`,
  sender: OWN,
  destination_caller_id: OWN,
};
const NOTE = { conversation: OWN, words: 'milk', sentAtMs: NOW_MS, arrivedAtMs: NOW_MS };

const own = (...guids: string[]) => {
  const memory = createOwnSends();
  for (const guid of guids) memory.addGuid(id.guid(guid));
  return memory.sends;
};
const learnt = () => {
  const known = ownAddresses(null);
  known.learn(OWN);
  return known;
};
const clockBehind = () => {
  const clocks = noClockWitnesses();
  clockJumped(clocks, 5 * HOUR_MS, NOW_MS - HOUR_MS);
  return { ...clocks, gap: { byMs: 5 * HOUR_MS, atMs: NOW_MS - HOUR_MS, isStep: true } };
};

/** What each fact is recorded of, and what the row would be without it; null = it is only shown. */
const CASES: { readonly [Fact in keyof Required<VerdictFacts>]: readonly [Given, string, string] | null } = {
  boundary: null,
  mentionedBy: null,
  toldWith: null,
  windowMs: [
    {
      fields: { created_at: '2026-03-02T06:30:00.000Z' },
      fence: {
        boundary: 0,
        hasCursor: true,
        recoveryWindowMs: 2 * HOUR_MS,
        beginning: { toRowid: 1, beforeMs: null, windowMs: 5 * HOUR_MS },
      },
    },
    'admitted',
    'stale_recovery',
  ],
  isReplay: [
    {
      fields: { created_at: '2026-03-02T08:00:00.000Z' },
      fence: { boundary: 1, hasCursor: true, recoveryWindowMs: 2 * HOUR_MS },
    },
    'admitted',
    'stale_live',
  ],
  newsFromMs: [
    {
      fields: { created_at: undefined },
      fence: {
        boundary: 0,
        hasCursor: true,
        recoveryWindowMs: 2 * HOUR_MS,
        beginning: { toRowid: 1, beforeMs: NOW_MS - HOUR_MS, windowMs: 2 * HOUR_MS },
      },
    },
    'stale_recovery',
    'admitted',
  ],
  clockOffsetMs: [
    { fields: { created_at: '2026-03-02T04:00:00.000Z' }, clocks: clockBehind() },
    'admitted',
    'stale_live',
  ],
  kind: [
    {
      imessage: { groupPolicy: 'open', includeAttachments: true, groups: { '*': { requireMention: false } } },
      fields: { ...GROUP, text: '', attachments: PICTURE },
      arrival: { kind: { itemType: 0, associatedType: 0 } },
    },
    'admitted',
    'empty_body',
  ],
  ownBy: [{ fields: { guid: 'MINE' }, own: own('MINE') }, 'own_send', 'admitted'],
  isOnOwn: [
    {
      fields: { text: 'Loved “hello”' },
      own: onTheWay(),
    },
    'tapback',
    'admitted',
  ],
  pairing: [
    {
      imessage: { allowFrom: [], dmPolicy: 'pairing' },
      pairing: { paired: new Set([id.handle(ALICE)]), requests: [] },
    },
    'admitted',
    'unpaired',
  ],
  isWithOneself: [
    {
      fields: { chat_identifier: OWN, chat_guid: `any;-;${OWN}`, sender: OWN, destination_caller_id: OWN },
      imessage: { allowFrom: [OWN] },
      ownAddresses: learnt(),
    },
    'admitted',
    'missing_sender',
  ],
  isOwnAddress: [
    {
      imessage: { allowFrom: [], dmPolicy: 'pairing' },
      fields: { sender: OWN },
      ownAddresses: learnt(),
      pairing: { paired: new Set(), requests: [] },
    },
    'dm_blocked',
    'unpaired',
  ],
  isLatePreview: [
    { fields: { balloon_bundle_id: PREVIEW }, arrival: { again: { isLast: true, isPreview: true } } },
    'preview_waits',
    'admitted',
  ],
  numbers: [
    {
      imessage: { groupPolicy: 'open', groups: { 7: { requireMention: false } } },
      fields: GROUP,
      chats: meant('chat6', 'before'),
    },
    'group_not_listed',
    'admitted',
  ],
  filtered: [
    {
      imessage: { allowFrom: [], dmPolicy: 'pairing' },
      arrival: { category: { filtered: 2, isSpam: false } },
      pairing: { paired: new Set(), requests: [] },
    },
    'hidden_by_messages',
    'unpaired',
  ],
  isSpam: [
    {
      imessage: { allowFrom: ['*'], dmPolicy: 'open', answerFiltered: false },
      arrival: { category: { filtered: 1, isSpam: true } },
    },
    'hidden_by_messages',
    'admitted',
  ],
  isOwners: [
    {
      imessage: { ownerMessages: 'mention' },
      rest: { messages: { groupChat: { mentionPatterns: ['claw'] } } },
      fields: { is_from_me: true, text: 'claw, go on' },
    },
    'admitted',
    'from_me',
  ],
  note: [{ fields: TO_ONESELF, imessage: { allowFrom: [OWN] } }, 'admitted', 'from_me'],
  twinOf: [
    {
      fields: TO_ONESELF,
      imessage: { allowFrom: [OWN] },
      notes: new Map([['guid:COPY', { ...NOTE, eventId: 'guid:COPY', isOwnRow: false, twin: null }]]),
    },
    'self_chat_echo',
    'admitted',
  ],
  ownerSaidAtMs: [
    {
      imessage: { handoff: { quietMs: HOUR_MS } },
      ownersWords: new Map([[ALICE, { atMs: NOW_MS - 60_000, gatewayAtMs: NOW_MS - 60_000 }]]),
    },
    'owner_speaks',
    'admitted',
  ],
  echoedAtMs: [
    {
      imessage: { groupPolicy: 'open', groups: { '*': { requireMention: false } } },
      fields: GROUP,
      echoes: new Map([['default chat7', [5, 4, 3, 2, 1].map((second) => NOW_MS - second * 1_000)]]),
    },
    'echo_loop',
    'admitted',
  ],
  prompt: [
    { fields: { is_reaction: true, reaction_emoji: '👍', reacted_to_guid: 'p:0/ASKS' }, prompts: [PROMPT] },
    'approval_answer',
    'tapback',
  ],
  spent: [
    {
      imessage: { inbound: { turnsPerSender: { hour: 2 } } },
      spent: new Map([[`default ${ALICE}`, { times: [NOW_MS - 60_000, NOW_MS - 30_000], isOver: false }]]),
    },
    'over_budget',
    'admitted',
  ],
  isFirstOwner: [
    {
      imessage: {
        groupPolicy: 'open',
        groups: { '*': { requireMention: false } },
        allowFrom: ['+15550002222'],
      },
      fields: { ...GROUP, text: '/stop' },
      pairing: { paired: new Set(), requests: [], owner: id.handle(ALICE) },
    },
    'chat_command',
    'command_unauthorized',
  ],
};

describe('a fact that counted', () => {
  test.each(Object.entries(CASES).flatMap(([name, one]) => (one === null ? [] : [[name, ...one] as const])))(
    '%s is recorded, and without it the row would come to something else (invariant-30)',
    (name, given, code, without) => {
      const { facts } = decided(given).verdict;
      expect(decided(given).verdict.code).toBe(code);
      expect(facts).toHaveProperty(name);
      expect(again(given)).toBe(code);
      const { [name as keyof VerdictFacts]: _, ...rest } = facts!;
      expect(again(given, rest)).toBe(without);
    },
  );
});

test.each([
  ['missing_sender', { sender: null }],
  ['from_me', { is_from_me: true }],
] as const)('no age is recorded of what the stages before the fence decide, as %s', (code, fields) => {
  const { verdict } = decided({ fields });
  expect(verdict.code).toBe(code);
  expect(verdict.facts).toBeNull();
  expect(decided({ fields: { created_at: '2026-03-02T08:00:00.000Z' } }).verdict.facts).not.toBeNull();
});
