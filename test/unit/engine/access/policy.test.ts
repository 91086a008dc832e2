import { describe, expect, test } from 'vitest';
import type { AccessFacts, AccessGroups } from '../../../../engine/access/allowlist.ts';
import { type ChatNumbers, NO_NUMBERS } from '../../../../engine/access/chat-numbers.ts';
import type { Paired } from '../../../../engine/access/dm-policy.ts';
import { compileAccess, decideAccess } from '../../../../engine/access/policy.ts';
import type { AccountConfig } from '../../../../engine/config/config.ts';
import { reasonText } from '../../../../engine/fates.ts';
import { normalizeHandle } from '../../../../engine/message/identity/handles.ts';
import { id } from '../../../support/messages/ids.ts';
import { REPLIES } from '../../../support/sending/replies.ts';

const ALICE = '+15550001111';
const BOB = 'bob@example.com';

const ACCOUNT: AccountConfig = {
  accountId: 'default',
  enabled: true,
  duplicateOf: null,
  cliPath: 'imsg',
  dbPath: null,
  localDbPath: null,
  remoteHost: null,
  env: {},
  service: 'auto',
  region: 'US',
  wireRegion: null,
  evidenceWaitMs: 2_000,
  retryForMs: 120_000,
  exchangesMax: 40,
  smsFallback: 'never',
  sendsPerConversation: { minute: 60, hour: 300 },
  sendsPerAccount: { minute: 60, hour: 400 },
  turnsPerSender: null,
  ...REPLIES,
  autoLaunch: false,
  name: null,
  healthMonitor: true,
  probeTimeoutMs: 10_000,
  actions: {} as AccountConfig['actions'],
  tools: {} as AccountConfig['tools'],
  dmPolicy: 'allowlist',
  sendTransport: 'auto',
  ownAddresses: null,
  allowFrom: [],
  groupPolicy: 'allowlist',
  groupAllowFrom: null,
  groups: null,
  includeAttachments: false,
  attachmentRoots: null,
  mediaBytesMax: 0,
  attachmentWaitMs: 0,
  reactionNotifications: 'own',
  sendReadReceipts: true,
  coalesceSameSenderDms: false,
  coalesceWindowMs: 0,
  contextVisibility: 'all',
  historyLimit: null,
  dmHistoryLimit: 0,
  dmHistoryLimits: {},
  quietMs: 0,
  answerFiltered: null,
  ownerMessages: 'ignore',
  recovery: { windowMs: 7_200_000, firstRunWindowMs: null, failuresMax: 3, pageRows: 500 },
};
const GROUPS: AccessGroups = {
  ops: {
    type: 'message.senders',
    members: { '*': [ALICE], imessage: ['BOB@example.com', '*', 'chat_id:7'], sms: ['+15550002222'] },
  },
};
const MENTION = { requireMention: true, systemPrompt: null };

function decide(
  account: Partial<AccountConfig>,
  facts: Partial<AccessFacts>,
  numbers: ChatNumbers = NO_NUMBERS,
  paired?: Paired,
) {
  const policy = compileAccess({ ...ACCOUNT, ...account }, GROUPS);
  const chat = {
    chatId: id.chatId(7),
    chatGuid: id.chat('any;+;chat7'),
    chatIdentifier: 'chat7',
    participants: [ALICE],
  };
  return decideAccess(policy, { sender: ALICE, isGroup: false, ...chat, ...facts }, numbers, paired);
}
/** `admitted` or the reason. */
function dm(account: Partial<AccountConfig>, facts: Partial<AccessFacts> = {}): string {
  const decision = decide(account, facts);
  return decision.admit ? 'admitted' : reasonText(decision);
}
const group = (account: Partial<AccountConfig>, facts: Partial<AccessFacts> = {}) =>
  dm(account, { isGroup: true, ...facts });

describe('a direct message', () => {
  test('without a sender is dropped, whatever the policy (ACC-1)', () => {
    expect(dm({ dmPolicy: 'open', allowFrom: ['*'] }, { sender: ' ' })).toBe('missing sender');
  });
  test('is dropped where they are disabled (ACC-10)', () => {
    expect(dm({ dmPolicy: 'disabled', allowFrom: ['*'] })).toBe('dmPolicy disabled');
  });
  test('is admitted from anyone under open with * (ACC-11, ACC-17)', () => {
    expect(dm({ dmPolicy: 'open', allowFrom: ['*'] })).toBe('admitted');
  });
  test('is admitted only from listed senders under open without * (CFG-64)', () => {
    expect(dm({ dmPolicy: 'open', allowFrom: [BOB] })).toBe('dmPolicy blocked');
    expect(dm({ dmPolicy: 'open', allowFrom: [ALICE] })).toBe('admitted');
    expect(dm({ dmPolicy: 'open', allowFrom: [] })).toBe('dmPolicy blocked');
  });
  test('is admitted only from listed senders under allowlist (ACC-12, ACC-14)', () => {
    const dmPolicy = 'allowlist';
    expect(dm({ dmPolicy, allowFrom: ['imessage:+1 (555) 000-1111'] })).toBe('admitted');
    expect(dm({ dmPolicy, allowFrom: [BOB] })).toBe('dmPolicy blocked');
    expect(dm({ dmPolicy, allowFrom: [] })).toBe('dmPolicy blocked');
  });
  test('is admitted from listed and paired senders under pairing, and others may pair (ACC-13)', () => {
    const dmPolicy = 'pairing';
    const paired = new Set([normalizeHandle(ALICE)!]);
    expect(dm({ dmPolicy, allowFrom: ['imessage:+1 (555) 000-1111'] })).toBe('admitted');
    expect(decide({ dmPolicy }, {}, NO_NUMBERS, paired)).toMatchObject({ admit: true, pairing: 'paired' });
    expect(decide({ dmPolicy }, { sender: BOB }, NO_NUMBERS, paired)).toMatchObject({ code: 'unpaired' });
    expect(decide({ dmPolicy }, { sender: '…' }, NO_NUMBERS, paired)).toMatchObject({ code: 'unpaired' });
  });
  test.each([
    ['allowlist', 'dm_blocked'],
    ['open', 'dm_blocked'],
    ['disabled', 'dm_disabled'],
  ] as const)('is not admitted for having paired under %s (ACC-10, ACC-12)', (dmPolicy, code) => {
    const paired = new Set([normalizeHandle(ALICE)!]);
    expect(decide({ dmPolicy, allowFrom: [BOB] }, {}, NO_NUMBERS, paired)).toMatchObject({ code });
  });
  test('is not let into a group for having paired (ACC-33, G6)', () => {
    const paired = new Set([normalizeHandle(ALICE)!]);
    const groups = { groupPolicy: 'allowlist', groupAllowFrom: [BOB] } as const;
    expect(decide(groups, { isGroup: true }, NO_NUMBERS, paired)).toMatchObject({ admit: false });
  });
  test('is never admitted by an entry for its chat (ACC-15, G5, invariant-28)', () => {
    const allowFrom = ['chat_id:7', 'chat_guid:any;+;chat7', 'chat_identifier:chat7'];
    expect(dm({ allowFrom })).toBe('dmPolicy blocked');
  });
  test('is admitted through an access group, for everyone and for this channel (ACC-16, CFG-47)', () => {
    const allowFrom = ['accessGroup:ops'];
    expect(dm({ allowFrom })).toBe('admitted');
    expect(dm({ allowFrom }, { sender: BOB })).toBe('admitted');
    expect(dm({ allowFrom }, { sender: '+15550002222' })).toBe('dmPolicy blocked');
    expect(dm({ allowFrom }, { sender: '+15550003333' })).toBe('dmPolicy blocked');
  });
  test.each(['accessGroup:gone', 'accessGroup:', 'accessGroup:constructor', 'accessGroup:OPS'])(
    'is not admitted by %s, which does not exist (ACC-16)',
    (entry) => expect(dm({ allowFrom: [entry] })).toBe('dmPolicy blocked'),
  );
  test('from a sender that is no handle matches no malformed entry', () => {
    expect(dm({ allowFrom: ['...', 'chat_id:'] }, { sender: '...' })).toBe('dmPolicy blocked');
  });
});

describe('a group message, first gate', () => {
  test('without chat_id is dropped (ACC-1)', () => {
    expect(group({ groupPolicy: 'open' }, { chatId: null })).toBe('group without chat_id');
  });
  test('is dropped where groups are disabled, even from a listed sender (ACC-34)', () => {
    expect(group({ groupPolicy: 'disabled', groupAllowFrom: ['*'] })).toBe('groupPolicy disabled');
  });
  test('is admitted by allowFrom where groupAllowFrom is not set (ACC-30, CFG-11)', () => {
    expect(group({ allowFrom: [ALICE] })).toBe('admitted');
    expect(group({ allowFrom: [BOB] })).toBe('not in groupAllowFrom');
  });
  test('is dropped under an explicitly empty list (ACC-30, CFG-10)', () => {
    expect(group({ allowFrom: [ALICE], groupAllowFrom: [] })).toBe(
      'groupPolicy allowlist (empty groupAllowFrom)',
    );
  });
  test('is dropped where nobody is listed at all', () => {
    expect(group({})).toBe('groupPolicy allowlist (empty groupAllowFrom)');
  });
  test('is not admitted by chat entries of allowFrom (ruling-8, ACC-31)', () => {
    expect(group({ allowFrom: ['chat_id:7'] })).toBe('groupPolicy allowlist (empty groupAllowFrom)');
    expect(group({ allowFrom: ['chat_id:7', BOB] })).toBe('not in groupAllowFrom');
  });
  test.each(['chat_id:7', 'chat_guid:any;+;chat7', 'chat_identifier:chat7', 'accessGroup:ops', '*', ALICE])(
    'is admitted by %s in groupAllowFrom (ACC-32)',
    (entry) => expect(group({ groupAllowFrom: [entry] })).toBe('admitted'),
  );
  test.each(['chat_id:70', 'chat_guid:any;+;chat70', 'chat_guid:ANY;+;chat7', 'chat_identifier:chat', BOB])(
    'is not admitted by %s in groupAllowFrom (ACC-32)',
    (entry) => expect(group({ groupAllowFrom: [entry] })).toBe('not in groupAllowFrom'),
  );
  test('passes under open without any list', () => {
    expect(group({ groupPolicy: 'open' })).toBe('admitted');
  });
});

describe('a group message, second gate', () => {
  const listed = { groupAllowFrom: [ALICE] };

  test('passes through its own entry or the wildcard (ACC-41, CFG-29)', () => {
    expect(group({ ...listed, groups: { '7': MENTION } })).toBe('admitted');
    expect(group({ ...listed, groups: { '*': MENTION } })).toBe('admitted');
  });
  test('is dropped where only other groups are listed, under open as well (ACC-40)', () => {
    expect(group({ ...listed, groups: { '8': MENTION } })).toBe('group id not in allowlist');
    expect(group({ groupPolicy: 'open', groups: { '8': MENTION } })).toBe('group id not in allowlist');
  });
  test('passes an empty registry (ACC-41)', () => {
    expect(group({ ...listed, groups: {} })).toBe('admitted');
    expect(group({ groupPolicy: 'open', groups: {} })).toBe('admitted');
  });
  test('says how to list it, with one key per account and chat (ACC-42)', () => {
    const decision = decide({ ...listed, groups: { '8': MENTION } }, { isGroup: true });
    expect(decision.warnOnce).toEqual({
      key: 'group-not-listed default 7',
      text: 'imessage: dropping group message from chat_id=7 (account "default") — not in channels.imessage.groups allowlist. Add channels.imessage.groups["7"] or channels.imessage.groups["*"] to allow it.',
    });
  });
});

describe('a thread that the wire does not call a group', () => {
  test('is a group where it has an entry of its own (ACC-3, F3, invariant-29)', () => {
    const account = { allowFrom: [ALICE], groupAllowFrom: [BOB], groups: { '7': MENTION } };
    expect(decide(account, {})).toEqual({ admit: false, isGroup: true, code: 'group_sender_blocked' });
    expect(decide(account, { sender: BOB })).toEqual({ admit: true, isGroup: true });
  });
  test('is let in under the number of another chat only as a group without an entry and as a direct chat (ruling-22)', () => {
    const account = { groupPolicy: 'open', allowFrom: [ALICE] } as const;
    const another: ChatNumbers = {
      ...NO_NUMBERS,
      meaningOf: ({ accountId, entry }) => {
        return {
          accountId,
          entry,
          chatId: id.chatId(7),
          meaning: 'chat100',
          sourceId: 'before',
          other: null,
        };
      },
    };
    const decideFor = (groups: AccountConfig['groups'], sender = ALICE) =>
      decide({ ...account, groups }, { sender }, another);
    expect(decideFor({ '7': MENTION })).toMatchObject({ admit: false, code: 'group_not_listed' });
    expect(decideFor({ '8': MENTION })).toMatchObject({ admit: true, isGroup: false });
    expect(decideFor({ '7': MENTION, '*': MENTION })).toMatchObject({ admit: true, isGroup: false });
    expect(decideFor({ '7': MENTION, '*': MENTION }, BOB)).toMatchObject({ admit: false });
  });
  test('is a direct chat under the wildcard alone (ACC-2)', () => {
    expect(decide({ allowFrom: [ALICE], groups: { '*': MENTION } }, {})).toEqual({
      admit: true,
      isGroup: false,
    });
  });
  test('stays a direct chat with several participants, and a warning says how to configure it (ruling-8)', () => {
    const decision = decide({ allowFrom: [ALICE] }, { participants: [ALICE, BOB] });
    expect(decision).toMatchObject({
      admit: true,
      isGroup: false,
      warnOnce: { key: 'thread-not-listed default 7' },
    });
    expect(decision.warnOnce!.text).toContain('Add channels.imessage.groups["7"]');
  });
});
