import { describe, expect, it } from 'vitest';
import type { Acting, AskedDeed, DeedCall, DeedPart } from '../../../../../scenarios/sim/oracle/deed.ts';
import { deedFindings } from '../../../../../scenarios/sim/oracle/deeds.ts';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  ALICE,
  BOB,
  configOf,
  createDoctoredRun,
  DIRECT,
  GROUP,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const AT_MS = START_MS + 120_000;
const ASKED_MS = AT_MS + 1_600;

interface Case {
  readonly asked?: Partial<AskedDeed>;
  readonly call?: Partial<DeedCall>;
  readonly calls?: readonly Partial<DeedCall>[];
  readonly part?: Partial<DeedPart> | null;
  readonly groups?: Acting['groups'];
  /** Of the tapback that shows; null = none does. */
  readonly row?: object | null;
  readonly inGroup?: boolean;
  readonly config?: object;
  readonly rest?: object;
  readonly facts?: Partial<History>;
}

/** Alice wrote in her chat (or the group), the agent puts a tapback on that, and its row shows. */
function brokenIn(given: Case): string[] {
  const run = createDoctoredRun();
  const chat = given.inGroup ? GROUP : DIRECT;
  const word = run.row({ inMs: AT_MS - START_MS, guid: 'WORD', ...chat });
  run.row({ inMs: 60_000, guid: 'ELSEWHERE', ...(given.inGroup ? DIRECT : GROUP), rowid: 90 });
  const { call: turn } = run.turn([word], { MessageSid: '7', endedAtMs: ASKED_MS + 5_000 });
  run.row({ inMs: ASKED_MS - 100 - START_MS, rowid: 91, guid: 'SENT-1-0', isFromMe: true, ...chat });
  const tapback = { associatedType: 2_001, target: 'p:0/WORD', sender: null, text: 'Liked “it”' };
  if (given.row !== null)
    run.row({
      inMs: ASKED_MS + 200 - START_MS,
      guid: 'TAPBACK',
      isFromMe: true,
      ...chat,
      ...tapback,
      ...given.row,
    });
  const end = { state: 'sent', code: null, atMs: ASKED_MS + 1_000 };
  const asked: AskedDeed = {
    atMs: ASKED_MS,
    turnId: turn.turnId,
    attempt: 1,
    accountId: 'default',
    to: chat.chatGuid,
    name: 'react',
    input: { emoji: '👍' },
    end,
    ...given.asked,
  };
  const call: DeedCall = {
    atMs: ASKED_MS + 100,
    method: 'tapback',
    chatGuid: chat.chatGuid,
    params: { message_id: 'WORD', reaction: 'like' },
    answeredAtMs: ASKED_MS + 150,
    answer: 'ok',
    ...given.call,
  };
  const part: DeedPart = {
    atMs: ASKED_MS + 900,
    partId: 'turn-1#0',
    turnId: asked.turnId,
    lane: `default/${chat.chatGuid}`,
    name: asked.name,
    state: 'sent',
    guid: 'TAPBACK',
    ...given.part,
  };
  const acting: Acting = {
    asked: [asked],
    parts: given.part === null ? [] : [part],
    calls: given.calls?.map((one) => ({ ...call, ...one })) ?? [call],
    groups: given.groups ?? [],
  };
  const config = configOf({ ...OPEN, ...given.config }, { ...given.rest });
  const history = run.history({ lives: lifeUnder(config), ...given.facts, acting });
  return deedFindings(history).map(({ clause }) => clause);
}

const GROUP_DEED = {
  inGroup: true,
  asked: { name: 'renameGroup', input: { displayName: 'Trip' } },
  call: { method: 'group.rename', params: { name: 'Trip' } },
  part: { guid: null },
  groups: [{ atMs: ASKED_MS + 200, kind: 'group-rename', chat: 'chat7007', what: 'Trip' }],
} satisfies Case;
const REMOVAL = {
  inGroup: true,
  asked: { name: 'removeParticipant', input: { address: BOB } },
  call: { method: 'group.removeParticipant', params: { address: BOB } },
  part: { guid: null },
  rest: { commands: { ownerAllowFrom: [ALICE] } },
} satisfies Case;
const EDIT = {
  asked: { name: 'edit', input: { newText: 'Yes.' } },
  call: { method: 'message.edit', params: { message_id: 'SENT-1-0', text: 'Yes.' } },
  part: { guid: null },
} satisfies Case;

const POLLS = 'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.messages.Polls';
const OPTIONS = ['Tea', 'Coffee'];
const POLL = {
  asked: { name: 'poll', input: { question: 'What?', options: OPTIONS } },
  call: { method: 'poll.send', params: { question: 'What?', options: OPTIONS } },
  row: { associatedType: 0, target: undefined, balloonId: POLLS, text: '' },
} satisfies Case;
const VOTE = {
  asked: { name: 'poll-vote', input: { pollId: '7', optionIndex: 1 } },
  call: { method: 'poll.vote', params: { poll_guid: 'WORD', option_id: 'A' } },
  row: { associatedType: 4_000, balloonId: POLLS, text: '' },
} satisfies Case;

describe('polls and votes of agents', () => {
  it('are what was asked for, and show', () => {
    expect(brokenIn(POLL)).toEqual([]);
    expect(brokenIn(VOTE)).toEqual([]);
  });

  it.each([
    [
      'unasked: another question',
      { ...POLL, call: { ...POLL.call, params: { question: 'Why?', options: OPTIONS } } },
    ],
    [
      'unasked: other options',
      { ...POLL, call: { ...POLL.call, params: { question: 'What?', options: ['Tea'] } } },
    ],
    ['doubled: twice', { ...POLL, calls: [POLL.call, POLL.call] }],
    ['doubled: a vote twice', { ...VOTE, calls: [VOTE.call, VOTE.call] }],
    ['addressee: another chat', { ...POLL, call: { ...POLL.call, chatGuid: GROUP.chatGuid } }],
    ['addressee: another poll', { ...VOTE, call: { ...VOTE.call, params: { poll_guid: 'SENT-1-0' } } }],
    ['evidence: no poll shows', { ...POLL, row: null }],
    ['evidence: what shows is no poll', { ...POLL, row: { ...POLL.row, balloonId: null } }],
    ['evidence: no vote shows', { ...VOTE, row: null }],
    ['evidence: a vote in another poll', { ...VOTE, row: { ...VOTE.row, target: 'p:0/SENT-1-0' } }],
    [
      'truth: it shows, and counts as failed',
      { ...POLL, part: { state: 'failed' }, asked: { ...POLL.asked, end: null } },
    ],
    ['gated: it is switched off', { ...POLL, config: { actions: { polls: false } } }],
  ] satisfies [string, Case][])('%s', (name, given) => {
    expect(brokenIn(given)).toContain(name.split(':')[0]);
  });
});

describe('what is done besides answering', () => {
  it('breaks no rule where it is what was asked for, and shows', () => {
    expect(brokenIn({})).toEqual([]);
    expect(brokenIn({ ...GROUP_DEED, rest: { commands: { ownerAllowFrom: [ALICE] } } })).toEqual([]);
    expect(brokenIn({ asked: { input: { emoji: 'like', messageId: '7' } } })).toEqual([]);
  });

  it.each([
    ['doubled: twice on the wire', { calls: [{}, { atMs: ASKED_MS + 300 }] }, ['doubled']],
    ['unasked: another tapback', { call: { params: { message_id: 'WORD', reaction: 'love' } } }, 'unasked'],
    ['unasked: before it was asked for', { call: { atMs: ASKED_MS - 10 } }, 'unasked'],
    ['addressee: another chat', { call: { chatGuid: GROUP.chatGuid } }, 'addressee'],
    [
      'addressee: a message of another chat',
      { call: { params: { message_id: 'ELSEWHERE', reaction: 'like' } } },
      'addressee',
    ],
    ['gated: switched off', { config: { actions: { reactions: false } } }, ['gated']],
    [
      'gated: somebody who owns nothing',
      { ...GROUP_DEED, rest: { commands: { ownerAllowFrom: ['+15550002222'] } } },
      ['gated'],
    ],
    ['gated: where nobody owns anything', GROUP_DEED, ['gated']],
    [
      'gated: where somebody may own it for having paired, and nobody has',
      { ...GROUP_DEED, config: { dmPolicy: 'pairing' } },
      ['gated'],
    ],
    [
      'gated: refused as if it were switched off there, which it is in another group',
      {
        calls: [],
        part: null,
        asked: { end: { state: 'refused', code: 'action_disabled', atMs: ASKED_MS } },
        config: { groups: { 7: { tools: { deny: ['react'] } } } },
      },
      ['gated'],
    ],
    [
      'evidence: a name that it was given before',
      {
        ...GROUP_DEED,
        rest: { commands: { ownerAllowFrom: [ALICE] } },
        groups: [{ ...GROUP_DEED.groups[0], atMs: ASKED_MS + 99 }],
      },
      ['evidence'],
    ],
    [
      'evidence: somebody who has written there, and whom nobody took out',
      {
        ...REMOVAL,
        call: { ...REMOVAL.call, params: { address: ALICE } },
        asked: { ...REMOVAL.asked, input: { address: ALICE } },
      },
      ['evidence'],
    ],
    [
      'gated: refused as switched off, which it is not',
      {
        calls: [],
        part: null,
        asked: { end: { state: 'refused', code: 'action_disabled', atMs: ASKED_MS } },
      },
      ['gated'],
    ],
    [
      'truth: refused and done',
      { part: null, asked: { end: { state: 'refused', code: 'message_unusable', atMs: ASKED_MS } } },
      ['truth'],
    ],
    ['evidence: no tapback', { row: null }, ['evidence']],
    ['evidence: a tapback on another message', { row: { target: 'p:0/OTHER' } }, ['evidence']],
    ['evidence: another tapback', { row: { associatedType: 2_000 } }, ['evidence']],
    ['evidence: one taken away', { row: { associatedType: 3_001 } }, ['evidence']],
    ['evidence: in another chat', { row: GROUP }, ['evidence']],
    ['evidence: the row of another', { part: { guid: 'OTHER' } }, ['evidence']],
    ['evidence: it came later', { part: { atMs: ASKED_MS + 150 } }, ['evidence']],
    ['truth: failed, and it shows', { part: { state: 'failed' }, asked: { end: null } }, ['truth']],
    ['replied: unknown, and it shows', { part: { state: 'unknown' }, asked: { end: null } }, ['replied']],
    ['truth: told as sent', { part: { state: 'unknown' }, row: null }, ['truth']],
    [
      'replied: it has no end',
      { part: { state: 'sending' }, asked: { end: null }, facts: { restedAtMs: AT_MS + 60_000 } },
      ['replied'],
    ],
    ['evidence: an edit that does not show', EDIT, ['evidence']],
    [
      'evidence: a name that nobody gave',
      { ...GROUP_DEED, rest: { commands: { ownerAllowFrom: [ALICE] } }, groups: [] },
      ['evidence'],
    ],
    [
      'addressee: an edit of what somebody else wrote',
      { ...EDIT, call: { method: 'message.edit', params: { message_id: 'WORD', text: 'Yes.' } } },
      'addressee',
    ],
  ] as const)('%s', (_, given, broken) => {
    const clauses = brokenIn(given as Case);
    if (typeof broken === 'string') expect(clauses).toContain(broken);
    else expect(clauses).toEqual(broken);
  });

  it('truth: the operator too is told what the part is, of that chat', () => {
    const own = (part: Partial<DeedPart>, asked: Partial<AskedDeed> = {}) =>
      brokenIn({
        asked: { turnId: null, accountId: null, to: ALICE, ...asked },
        part: { turnId: null, partId: 'send:1#0', ...part },
      });
    expect(own({})).toEqual([]);
    expect(own({}, { to: '' })).not.toContain('truth');
    expect(own({ state: 'unknown' })).toContain('truth');
    expect(own({ lane: `default/${GROUP.chatGuid}` })).toContain('truth');
    expect(own({ atMs: ASKED_MS - 1 })).toContain('truth');
    expect(own({ turnId: 'turn-1' })).toEqual(['truth']);
    const unasked = { asked: { turnId: null, accountId: null, to: ALICE }, calls: [], part: null };
    expect(brokenIn(unasked)).toEqual(['truth']);
  });

  it('addressee: a message that is named by its GUID is that one', () => {
    const named = (messageId: string) => brokenIn({ asked: { input: { emoji: 'like', messageId } } });
    for (const messageId of ['WORD', 'word', 'p:0/WORD']) expect(named(messageId), messageId).toEqual([]);
    for (const messageId of ['SENT-1-0', 'p:0/OTHER'])
      expect(named(messageId), messageId).toContain('addressee');
  });

  it('addressee: a number that no turn was given is that of no message which has another, or came at another time', () => {
    const numbered = (messageId: string, target: string) =>
      brokenIn({
        asked: { input: { emoji: 'like', messageId } },
        call: { params: { message_id: target, reaction: 'like' } },
        row: { target: `p:0/${target}` },
        facts: {
          rowEvents: ['WORD', 'SENT-1-0'].map((guid, index) => {
            return { atMs: AT_MS + index, rowid: null, guid, fate: null, isNew: true };
          }),
        },
      });
    expect(numbered('8', 'SENT-1-0')).toEqual([]);
    expect(numbered('6', 'SENT-1-0')).toContain('addressee');
    expect(numbered('8', 'WORD')).toContain('addressee');
    expect(numbered('7', 'SENT-1-0')).toContain('addressee');
  });

  it('gated: whoever was approved first of all may change a group', () => {
    const pairings = [
      { atMs: START_MS, verb: 'approve' as const, accountId: null, handle: ALICE, isDone: true },
    ];
    const paired = { ...GROUP_DEED, config: { dmPolicy: 'pairing' } };
    expect(brokenIn({ ...paired, facts: { pairings } })).toEqual([]);
    const [first] = pairings;
    expect(brokenIn({ ...paired, facts: { pairings: [{ ...first!, handle: BOB }] } })).toEqual(['gated']);
  });

  it('is not refused where its group has tools of its own, or all have', () => {
    const end = { state: 'refused', code: 'action_disabled', atMs: ASKED_MS };
    const refused = { calls: [], part: null, asked: { end } };
    for (const key of ['1', '*', `chat_guid:${DIRECT.chatGuid}`])
      expect(brokenIn({ ...refused, config: { groups: { [key]: { tools: {} } } } }), key).toEqual([]);
  });

  it('neither shows nor fails to show where nobody knows who was in a group', () => {
    expect(brokenIn(REMOVAL)).toEqual([]);
    expect(
      brokenIn({ ...REMOVAL, part: { guid: null, state: 'failed' }, asked: { ...REMOVAL.asked, end: null } }),
    ).toEqual([]);
  });

  it('is tried again where imsg did not begin it', () => {
    const calls = [{ answer: 'not begun' as const }, { atMs: ASKED_MS + 120 }];
    expect(brokenIn({ calls })).toEqual([]);
  });

  it('replied: nothing that something was in the way of', () => {
    const unknown = { part: { state: 'unknown' }, asked: { end: null } };
    const disturbances = [{ what: 'torn', of: 'all', fromMs: ASKED_MS, toMs: ASKED_MS + 100 }] as const;
    expect(brokenIn({ ...unknown, facts: { disturbances } })).toEqual([]);
    expect(brokenIn({ ...unknown, call: { answer: null } })).toEqual([]);
    expect(brokenIn({ ...unknown, row: null })).toEqual([]);
  });
});
