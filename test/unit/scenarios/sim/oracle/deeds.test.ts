import { describe, expect, it } from 'vitest';
import type { AskedDeed, DeedPart } from '../../../../../scenarios/sim/oracle/deed.ts';
import { messagesOf } from '../../../../../scenarios/sim/oracle/messages.ts';
import { bare, waysOf } from '../../../../../scenarios/sim/oracle/ways.ts';
import { ASKED_MS, AT_MS, brokenIn, type DeedCase } from '../../../../support/oracle/doctored-deed.ts';
import { ALICE, BOB, DIRECT, GROUP, START_MS } from '../../../../support/oracle/doctored-run.ts';

const GROUP_DEED = {
  inGroup: true,
  asked: { name: 'renameGroup', input: { displayName: 'Trip' } },
  call: { method: 'group.rename', params: { name: 'Trip' } },
  part: { guid: null },
  groups: [{ atMs: ASKED_MS + 200, kind: 'group-rename', chat: 'chat7007', what: 'Trip' }],
} satisfies DeedCase;
const REMOVAL = {
  inGroup: true,
  asked: { name: 'removeParticipant', input: { address: BOB } },
  call: { method: 'group.removeParticipant', params: { address: BOB } },
  part: { guid: null },
  rest: { commands: { ownerAllowFrom: [ALICE] } },
} satisfies DeedCase;
const EDIT = {
  asked: { name: 'edit', input: { newText: 'Yes.' } },
  call: { method: 'message.edit', params: { message_id: 'SENT-1-0', text: 'Yes.' } },
  part: { guid: null },
} satisfies DeedCase;

describe('what is done besides answering', () => {
  it('breaks no rule where it is what was asked for, and shows', () => {
    expect(brokenIn({})).toEqual([]);
    expect(brokenIn({ ...GROUP_DEED, rest: { commands: { ownerAllowFrom: [ALICE] } } })).toEqual([]);
    expect(brokenIn({ asked: { input: { emoji: 'like', messageId: '7' } } })).toEqual([]);
  });

  it.each([
    ['doubled: twice on the wire', { calls: [{}, { atMs: ASKED_MS + 300 }] }, ['doubled']],
    ['unasked: another tapback', { call: { params: { message_id: 'WORD', reaction: 'love' } } }, 'unasked'],
    ['unasked: before it was asked for', { call: { atMs: ASKED_MS - 1 } }, 'unasked'],
    ['addressee: another chat', { call: { chatGuid: GROUP.chatGuid } }, 'addressee'],
    [
      'addressee: a message of another chat',
      { call: { params: { message_id: 'ELSEWHERE', reaction: 'like' } } },
      'addressee',
    ],
    [
      'unasked: another part of the message',
      { ...EDIT, call: { ...EDIT.call, params: { ...EDIT.call.params, part_index: 1 } } },
      'unasked',
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
      'unasked: other words than asked for where devices know no edits',
      {
        asked: { name: 'edit', input: { newText: 'Yes.', backwardsCompatMessage: 'I meant yes.' } },
        call: {
          method: 'message.edit',
          params: { message_id: 'SENT-1-0', text: 'Yes.', backwards_compatibility_message: 'Yes.' },
        },
        part: { guid: null },
      },
      'unasked',
    ],
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
    const clauses = brokenIn(given as DeedCase);
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

  it('addressee: what the operator does without a message id is about something that somebody else wrote (ACT-10)', () => {
    const about = (message_id: string) =>
      brokenIn({
        asked: { turnId: null, accountId: null, to: ALICE },
        part: { turnId: null, partId: 'send:1#0' },
        call: { params: { message_id, reaction: 'like' } },
      });
    expect(about('WORD')).toEqual([]);
    expect(about('SENT-1-0')).toContain('addressee');
  });

  it('addressee: what is taken away by any other emoji is the tapback that stands there', () => {
    const takenAway = (reaction: string, before: readonly number[], emoji = '🎉') =>
      brokenIn({
        asked: { input: { emoji, remove: true } },
        call: { params: { message_id: 'WORD', reaction, remove: true } },
        row: { associatedType: 3_000 + ['love', 'like'].indexOf(reaction) },
        before: before.map((associatedType) => ({ associatedType, target: 'p:0/WORD' })),
      });
    expect(takenAway('like', [2_001])).toEqual([]);
    expect(takenAway('love', [2_001])).toContain('addressee');
    expect(takenAway('like', [2_001, 2_000])).toContain('addressee');
    expect(takenAway('like', [2_001, 3_001])).toContain('addressee');
    expect(takenAway('like', [])).toContain('addressee');
    expect(takenAway('like', [], '👍')).toEqual([]);
  });

  it('addressee: a reply under an id that was chosen for it is in the thread that was asked for', () => {
    const replied = (replyTo: string, text = 'Yes.', config = {}) =>
      brokenIn({
        asked: { name: 'reply', input: { text: 'Yes.' } },
        call: { method: 'send.tracked', params: { reply_to: replyTo, text } },
        part: null,
        row: null,
        config,
      });
    expect(replied('WORD')).toEqual([]);
    expect(replied('SENT-1-0')).toContain('addressee');
    expect(replied('WORD', 'Yes.', { actions: { reply: false } })).toEqual(['gated']);
    // Answers in threads are nothing that is asked for, and others count how often their words leave.
    expect(replied('SENT-1-0', 'No.')).toEqual([]);
  });

  it('unasked: words with a table as another configuration makes it', () => {
    const table = '| a | b |\n|---|---|\n| 1 | 2 |';
    const said = (tables: string, configured: string) => {
      const [text] = messagesOf(table, bare({ ...waysOf(), tables })).map((message) => message.text);
      return brokenIn({
        ...EDIT,
        asked: { ...EDIT.asked, input: { newText: table } },
        call: { ...EDIT.call, params: { ...EDIT.call.params, text } },
        config: { markdown: { tables: configured } },
      });
    };
    for (const tables of ['off', 'bullets', 'code']) expect(said(tables, tables)).not.toContain('unasked');
    expect(said('bullets', 'code')).toContain('unasked');
    expect(said('off', 'bullets')).toContain('unasked');
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

  it('is rather of what went on without whoever asked for it than of what was refused', () => {
    const refused = (code: string) => ({ end: { state: 'refused', code, atMs: ASKED_MS } });
    const askedBefore = [refused('message_unusable')];
    expect(brokenIn({ part: null, askedBefore, asked: refused('end_unknown') })).toEqual([]);
    expect(brokenIn({ part: null, askedBefore, asked: refused('message_unusable') })).toEqual(['truth']);
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

  it('may be told to imsg within the millisecond in which it was asked for', () => {
    expect(brokenIn({ asked: { atMs: ASKED_MS + 0.4 }, call: { atMs: ASKED_MS } })).toEqual([]);
    expect(brokenIn({ asked: { atMs: ASKED_MS + 1 }, call: { atMs: ASKED_MS } })).toContain('unasked');
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
