import { describe, expect, it } from 'vitest';
import { decisionFindings } from '../../../../../scenarios/sim/oracle/decisions.ts';
import { judgeRows } from '../../../../../scenarios/sim/oracle/judgement.ts';
import { receivingAccounts } from '../../../../../scenarios/sim/oracle/settings.ts';
import {
  ASKED_MS,
  CONFIG,
  historyOf,
  ID,
  LIKED,
  likes,
  ON,
  QUESTION,
  type Told,
  WORDS,
} from '../../../../support/oracle/doctored-request.ts';
import {
  ALICE,
  BOB,
  configOf,
  DIRECT,
  type DoctoredRun,
  GROUP,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;

const decided = (given: Told) => {
  const history = historyOf(given);
  const accounts = receivingAccounts(history.lives[0]!.config);
  const judged = accounts.map((account) => judgeRows(account, history));
  return [...new Set(decisionFindings(history, judged).map(({ clause }) => clause))];
};

describe('a request that was decided', () => {
  it('was by whoever may, with a tapback on the message that asks', () => {
    expect(decided({})).toEqual([]);
    expect(decided({ config: CONFIG })).toEqual([]);
    expect(
      decided({ act: likes({ associatedType: 2002, text: 'Disliked “…”' }), end: { state: 'deny' } }),
    ).toEqual([]);
    expect(decided({ act: likes({ associatedType: 2006, text: 'Reacted 👍🏽 to “…”' }) })).toEqual([]);
  });

  it.each([
    ['nobody has done anything', { act: () => undefined }],
    ['it was taken away', { act: likes({ associatedType: 3001, text: 'Removed a like from “…”' }) }],
    ['it was another tapback', { act: likes({ associatedType: 2000, text: 'Loved “…”' }) }],
    ['it was the other one', { act: likes({ associatedType: 2002 }) }],
    ['it was put on another message', { act: likes({ target: 'p:0/ANOTHER' }) }],
    ['it came before the message that asks', { act: likes({ inMs: 9 * MINUTE_MS }) }],
    [
      'it came after the time was over',
      { act: likes({ inMs: 50 * MINUTE_MS }), end: { atMs: START_MS + 51 * MINUTE_MS } },
    ],
    ['it is the owner’s own', { act: likes({ isFromMe: true }) }],
    ['it is a stranger’s', { act: likes({ sender: BOB }), end: { by: BOB } }],
    ['somebody else did it', { act: likes({ sender: BOB }) }],
    ['nobody says whose it is', { act: likes({ sender: null }), end: { by: null } }],
    ['nobody is named who may', { config: configOf({}, ON) }],
    ['only a group of people is', { config: configOf({ allowFrom: ['accessGroup:us'] }, ON) }],
    ['it is the sentence of an old phone', { act: likes({ associatedType: 0, target: undefined }) }],
    ['it says something else than was done', { end: { state: 'allow-always' } }],
  ] satisfies [string, Told][])('decided: %s', (_, given) => {
    expect(decided(given)).toEqual(['decided']);
  });

  it('was by what it offers', () => {
    const offering = (...offers: string[]) => ({ wanted: { offers } });
    expect(decided(offering('allow-once', 'deny'))).toEqual([]);
    expect(decided(offering('allow-always', 'deny'))).toEqual(['decided']);
    expect(decided({ ...offering('allow-always', 'deny'), end: null })).toEqual([]);
    expect(decided({ ...offering('allow-once'), end: null })).toEqual(['decided']);
  });

  it('ends once', () => {
    expect(decided({ more: [{ state: 'deny' }] })).toEqual(['decided']);
    expect(decided({ act: () => undefined, end: { state: 'expired', by: null } })).toEqual(['decided']);
    expect(
      decided({ act: () => undefined, end: { state: 'expired', by: null, atMs: ASKED_MS + 31 * MINUTE_MS } }),
    ).toEqual([]);
  });

  it('is asked once in each place', () => {
    expect(decided({ chats: [DIRECT.chatGuid, DIRECT.chatGuid] })).toContain('doubled');
    expect(decided({ chats: [DIRECT.chatGuid, GROUP.chatGuid] })).toEqual([]);
  });

  it('may have been in words', () => {
    const says =
      (text: string, facts: object = {}) =>
      (run: DoctoredRun) =>
        void run.row({ inMs: 11 * MINUTE_MS, text, ...facts });
    expect(decided({ act: says(`/approve ${ID.toLowerCase()} allow`) })).toEqual([]);
    expect(decided({ act: says(`/approve once ${ID}`) })).toEqual([]);
    expect(decided({ act: says(`/approve ${ID} deny`) })).toEqual(['decided']);
    expect(decided({ act: says('/approve WXYZ2345 allow') })).toEqual(['decided']);
    expect(decided({ act: says(`👍 ${WORDS}`) })).toEqual(['decided']);
    const by = (sender: string) => ({
      act: says(`/approve ${ID} allow`, { sender, ...GROUP }),
      end: { by: sender },
    });
    expect(decided(by(ALICE))).toEqual([]);
    expect(decided(by(BOB))).toEqual(['decided']);
    // Where nobody is named, in the chat in which it was asked.
    const nobody = configOf({ groupPolicy: 'open' }, ON);
    expect(decided({ ...by(BOB), config: nobody })).toEqual(['decided']);
    expect(decided({ ...by(BOB), config: nobody, chats: [GROUP.chatGuid] })).toEqual([]);
  });

  it('is a question, which only whoever was asked answers', () => {
    const says =
      (text: string, sender = ALICE) =>
      (run: DoctoredRun) =>
        void run.row({ inMs: 11 * MINUTE_MS, text, sender });
    const answered = { state: 'answered', choice: 1 };
    const one = { wanted: QUESTION, end: answered };
    for (const text of ['2', 'sushi', '2.']) expect(decided({ ...one, act: says(text) }), text).toEqual([]);
    expect(decided({ ...one, act: says('1') })).toEqual(['decided']);
    expect(decided({ ...one, act: says('2', BOB), end: { ...answered, by: BOB } })).toEqual(['decided']);
    expect(decided({ ...one, act: likes({ associatedType: 2002 }) })).toEqual([]);
    expect(decided({ ...one, act: likes({ associatedType: 2006, text: 'Reacted 2️⃣ to “…”' }) })).toEqual([]);
    // Another question waits since before the message of this one was told of.
    const other = {
      approvalId: 'WXYZ2345',
      turnId: 'turn-2',
      atMs: ASKED_MS + 25,
      state: 'pending',
      by: null,
    };
    expect(decided({ ...one, more: [other], act: says('2') })).toEqual([]);
  });

  it('is, by the first who may, where nothing was in the way', () => {
    expect(decided({ end: null })).toEqual(['decided']);
    expect(decided({ end: null, act: likes({ sender: BOB }) })).toEqual([]);
    expect(decided({ end: null, act: likes({ inMs: 39 * MINUTE_MS }) })).toEqual([]);
    const disturbances = [{ what: 'stall', of: 'all', fromMs: ASKED_MS, toMs: null }] as const;
    expect(decided({ end: null, history: { disturbances } })).toEqual([]);
  });

  it('is, by the first who may say so, where nothing was in the way', () => {
    const says =
      (text: string, facts: object = {}) =>
      (run: DoctoredRun) =>
        void run.row({ inMs: 11 * MINUTE_MS, text, ...facts });
    const deny = `/approve ${ID} deny`;
    expect(decided({ end: null, act: says(deny) })).toEqual(['decided']);
    expect(decided({ end: { state: 'deny' }, act: says(deny) })).toEqual([]);
    for (const text of ['/approve WXYZ2345 deny', `/approve ${ID} perhaps`, `/approve ${ID} deny now`])
      expect(decided({ end: null, act: says(text) }), text).toEqual([]);
    expect(decided({ end: null, act: says(deny, { sender: BOB, ...GROUP }) })).toEqual([]);
    expect(decided({ end: null, act: says(deny, { inMs: 39 * MINUTE_MS }) })).toEqual([]);
    // Where nobody is named, whoever is there may.
    const nobody = { config: configOf({ groupPolicy: 'open' }, ON), end: null };
    const byBob = says(deny, { sender: BOB, ...GROUP });
    expect(decided({ ...nobody, act: byBob })).toEqual([]);
    expect(decided({ ...nobody, act: byBob, chats: [GROUP.chatGuid] })).toEqual(['decided']);
  });

  it('may have been by a tapback that the watch told of when its time was over, where it was found before', () => {
    const toldLate = (run: DoctoredRun) => run.told(run.row(LIKED), 45 * MINUTE_MS);
    expect(decided({ act: toldLate })).toEqual([]);
    expect(decided({ act: toldLate, end: { atMs: START_MS + 57 * MINUTE_MS } })).toEqual(['decided']);
  });

  it('is not by what came after the first who may, nor by nobody', () => {
    const then = (associatedType: number, inMs: number) => (run: DoctoredRun) => {
      likes()(run);
      run.row({ ...LIKED, inMs, associatedType });
    };
    const laterMs = 12 * MINUTE_MS;
    const atMs = START_MS + laterMs + 1_000;
    expect(decided({ act: then(2002, laterMs), end: { state: 'deny', atMs } })).toEqual(['decided']);
    expect(decided({ act: then(2002, laterMs) })).toEqual([]);
    // So near to each other nobody can say which was first.
    expect(decided({ act: then(2002, LIKED.inMs + 1_000), end: { state: 'deny' } })).toEqual([]);
    expect(decided({ end: { state: 'undelivered', by: null } })).toEqual(['decided']);
    expect(decided({ end: { state: 'withdrawn', by: null } })).toEqual(['decided']);
  });

  it('is given up with the turn that waits for it', () => {
    const answered = { wanted: QUESTION, end: { state: 'withdrawn', by: null } };
    expect(decided(answered)).toEqual(['decided']);
    expect(decided({ ...answered, history: { aborted: new Set(['turn-1']) } })).toEqual([]);
  });
});
