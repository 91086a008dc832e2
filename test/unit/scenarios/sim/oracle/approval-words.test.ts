import { describe, expect, it } from 'vitest';
import { approvalWordFindings } from '../../../../../scenarios/sim/oracle/approval-words.ts';
import { judgeRows } from '../../../../../scenarios/sim/oracle/judgement.ts';
import { receivingAccounts } from '../../../../../scenarios/sim/oracle/settings.ts';
import {
  ASKED_MS,
  ASKS,
  historyOf,
  ID,
  QUESTION,
  type Told,
  WORDS,
} from '../../../../support/oracle/doctored-request.ts';
import { ALICE, BOB, DIRECT, type DoctoredRun, GROUP } from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const DONE = `✅ Exec approval allow-once. Resolved by ${ALICE}. ID: ${ID}`;
const SUBMITTED = `✅ Approval allow-once submitted for ${ID}.`;
const UNKNOWN = '❌ Failed to submit approval: unknown or expired approval id.';
const UNAUTHORIZED = '❌ You are not authorized to approve exec requests on iMessage.';
const USAGE = 'Usage: /approve <id> allow-once|allow-always|deny';
const ELSEWHERE = 'Approval required. I sent the approval request to the approvers, not this chat.';
const REST = { history: { restedAtMs: ASKED_MS + 60 * MINUTE_MS } };
const approves =
  (text = `/approve ${ID} allow`, facts: object = {}) =>
  (run: DoctoredRun) =>
    void run.row({ inMs: 11 * MINUTE_MS, text, ...facts });

const broken = (given: Told) => {
  const history = historyOf(given);
  const accounts = receivingAccounts(history.lives[0]!.config);
  const judged = accounts.map((account) => judgeRows(account, history));
  return approvalWordFindings(history, judged).map(({ clause }) => clause);
};

describe('what a request offers', () => {
  const waits = { act: () => undefined, end: null };
  const offers = ['allow-once', 'deny'];
  const not = (words: string, id = ID) =>
    `❌ Failed to submit approval: allow-always is not offered. Reply with: /approve ${id} ${words}`;

  it('is told to whoever wants something else, and is true', () => {
    const always = { ...waits, wanted: { offers }, act: approves(`/approve ${ID} always`) };
    const asks = { asks: ASKS.some };
    expect(broken({ ...always, ...asks, says: [not('allow-once|deny')] })).toEqual([]);
    expect(broken({ ...always, ...asks, says: [not('deny')] })).toEqual(['unasked']);
    expect(broken({ ...always, ...asks, says: [not('allow-once|deny', 'WXYZ2345')] })).toEqual(['unasked']);
    const other = { ...always, act: approves(`/approve ${ID} deny`) };
    expect(broken({ ...other, ...asks, says: [not('allow-once|deny')] })).toEqual(['unasked']);
    expect(broken({ ...always, wanted: {}, says: [not('allow-once|deny')] })).toEqual(['unasked']);
  });

  it.each([
    ['all', undefined, []],
    ['some', offers, []],
    ['all', offers, ['decided']],
    ['some', undefined, ['decided']],
    ['some', ['allow-always'], ['decided']],
    ['tapped', undefined, []],
    ['untold', undefined, ['decided']],
  ] as const)('is what the message that asks says: %s of %j', (asks, offered, found) => {
    const wanted = offered ? { offers: offered } : {};
    expect(broken({ ...waits, wanted, asks: ASKS[asks] })).toEqual(found);
  });
});

describe('what a request is about', () => {
  const asked = (text: string, shown: string, fence = '```') =>
    broken({
      act: () => undefined,
      end: null,
      wanted: { text },
      words: `Exec approval required\nID: ${ID}\n\nPending command:\n${fence}\n${shown}\n${fence}\nExpires in: 30 min`,
    });

  it.each([
    ['ls', 'ls', '```', []],
    ['a\u202eb', 'a\\u{202e}b', '```', []],
    ['a\r\nb\tc', 'a\nb\tc', '```', []],
    ['👩‍💻 ❤️ می‌خواهم', '👩‍💻 ❤️ می‌خواهم', '```', []],
    ['a\u200db \ufe0f', 'a\\u{200d}b \\u{fe0f}', '```', []],
    ['```\nls', '```\nls', '````', []],
    ['```\nls', '```\nls', '```', ['decided']],
  ])('is shown whole: %j', (text, shown, fence, found) => {
    expect(asked(text, shown, fence)).toEqual(found);
  });

  it('is not shown with what hides in it', () => {
    expect(asked('a\u202eb', 'a\u202eb')).toEqual(['decided']);
  });
});

describe('how a request ended', () => {
  it('is told once where it was asked', () => {
    expect(broken({ ...REST, says: [DONE] })).toEqual([]);
    expect(broken({ ...REST })).toEqual(['replied']);
    expect(broken({})).toEqual([]);
    expect(broken({ ...REST, says: [DONE, DONE] })).toEqual(['doubled']);
    expect(broken({ ...REST, says: [DONE, [DONE, GROUP.chatGuid]] })).toEqual(['addressee']);
    const chats = [DIRECT.chatGuid, GROUP.chatGuid];
    expect(broken({ ...REST, chats, says: [DONE, [DONE, GROUP.chatGuid]] })).toEqual([]);
    expect(broken({ ...REST, chats, says: [DONE] })).toEqual(['replied']);
  });

  it.each([
    ['somebody else decided it', DONE.replace(ALICE, BOB)],
    ['it ended otherwise', DONE.replace('allow-once', 'deny')],
    ['it expired', `⏱️ Exec approval expired. ID: ${ID}`],
    ['another request', DONE.replace(ID, 'WXYZ2345')],
  ])('is not told as it was not: %s', (_, words) => {
    expect(broken({ ...REST, says: [DONE, words] })).toEqual(['unasked']);
  });

  it('is told of what expired and of what nobody waits for any more, and not of questions', () => {
    const ended = (state: string) => ({ ...REST, act: () => undefined, end: { state, by: null } });
    expect(broken({ ...ended('expired'), says: [`⏱️ Exec approval expired. ID: ${ID}`] })).toEqual([]);
    expect(broken(ended('expired'))).toEqual(['replied']);
    const withdrawn = `Exec approval withdrawn: nobody waits for it any more. ID: ${ID}`;
    expect(broken({ ...ended('withdrawn'), says: [withdrawn] })).toEqual([]);
    const answered = { ...REST, wanted: QUESTION, end: { state: 'answered', choice: 1 } };
    expect(broken(answered)).toEqual([]);
    expect(broken({ ...answered, says: [DONE] })).toEqual(['unasked']);
  });

  it('is told where it came from, where nobody could be asked (APR-3)', () => {
    const undelivered = `Approval required. I could not deliver the approval request to anybody, and it is over. ID: ${ID}`;
    const ended = { ...REST, act: () => undefined, end: { state: 'undelivered', by: null } };
    // It was to be asked in the conversation itself: nothing reaches that.
    expect(broken(ended)).toEqual([]);
    const elsewhere = { ...ended, chats: [GROUP.chatGuid] };
    expect(broken(elsewhere)).toEqual(['replied']);
    expect(broken({ ...elsewhere, says: [undelivered] })).toEqual([]);
    expect(broken({ ...elsewhere, says: [undelivered, undelivered] })).toEqual(['doubled']);
    expect(broken({ ...elsewhere, says: [[undelivered, GROUP.chatGuid]] })).toEqual(['addressee']);
    expect(broken({ ...elsewhere, end: { state: 'expired', by: null }, says: [undelivered] })).toContain(
      'unasked',
    );
    expect(broken({ ...elsewhere, wanted: { from: null } })).toEqual([]);
  });

  it('is said of plugins in their words', () => {
    const plugin = { ...REST, wanted: { kind: 'plugin' as const }, end: { kind: 'plugin' } };
    const words = `✅ Plugin approval allowed once. Resolved by ${ALICE}. ID: ${ID}`;
    expect(broken({ ...plugin, says: [words] })).toEqual([]);
    expect(broken({ ...plugin, says: [DONE] })).toContain('unasked');
  });
});

describe('whoever says /approve', () => {
  it('has one answer', () => {
    const one = { act: approves(), says: [SUBMITTED] };
    expect(broken(one)).toEqual([]);
    expect(broken({ ...one, says: [] })).toEqual(['replied']);
    expect(broken({ ...one, says: [SUBMITTED, SUBMITTED] })).toEqual(['unasked']);
    expect(broken({ ...one, says: [[SUBMITTED, GROUP.chatGuid]] })).toEqual([
      'replied',
      'unasked',
      'unasked',
    ]);
    expect(broken({ act: () => undefined, end: null, says: [UNKNOWN] })).toEqual(['unasked', 'unasked']);
  });

  it('has a true one', () => {
    const saying = (text: string, says: string, facts: object = {}) =>
      broken({ act: approves(text, facts), says: [says] });
    expect(saying(`/approve ${ID} deny`, SUBMITTED)).toEqual(['unasked']);
    expect(saying('/approve WXYZ2345 allow', SUBMITTED)).toEqual(['unasked']);
    const ofPlugin = SUBMITTED.replace(ID, `plugin:${ID}`);
    expect(saying(`/approve ${ID} allow`, ofPlugin)).toEqual([]);
    expect(saying(`/approve plugin:${ID} allow`, SUBMITTED)).toEqual(['unasked']);
    expect(saying('/approve WXYZ2345 allow', UNKNOWN)).toEqual([]);
    expect(saying('/approve', USAGE)).toEqual([]);
    expect(saying('/approve', UNKNOWN)).toEqual(['unasked']);
    expect(saying(`/approve ${ID} allow`, USAGE)).toEqual(['unasked']);
    expect(saying(`/approve ${ID} allow`, UNAUTHORIZED)).toEqual(['unasked']);
    const ofBob = (says: string) =>
      broken({ act: approves(undefined, { sender: BOB, ...GROUP }), says: [[says, GROUP.chatGuid]] });
    expect(ofBob(UNAUTHORIZED)).toEqual([]);
  });
});

describe('what else is said about requests', () => {
  it('is asked where it is to be asked, and is what somebody wants', () => {
    const asked = WORDS.replace(ID, 'WXYZ2345');
    expect(broken({ says: [asked.replace('make clean', 'make all')] })).toEqual(['unasked']);
    expect(broken({ says: ['Good morning'] })).toEqual(['unasked']);
    const which = 'Which?\n\n1. Pizza\n2. Sushi';
    const question = { wanted: QUESTION, end: { state: 'answered', choice: 1 } };
    expect(broken({ ...question, says: [[which, GROUP.chatGuid]] })).toEqual(['addressee']);
  });

  it('is told where it came from, where others are asked', () => {
    expect(broken({ says: [ELSEWHERE] })).toEqual([]);
    expect(broken({ says: [[ELSEWHERE, GROUP.chatGuid]] })).toEqual(['unasked']);
  });
});
