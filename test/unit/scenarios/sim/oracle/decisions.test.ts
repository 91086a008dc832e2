import { describe, expect, it } from 'vitest';
import type { ApprovalTold, DecisionWanted } from '../../../../../scenarios/sim/oracle/decision.ts';
import { decisionFindings } from '../../../../../scenarios/sim/oracle/decisions.ts';
import { heardFindings } from '../../../../../scenarios/sim/oracle/decisions-heard.ts';
import type { Departure, History, PartEvent } from '../../../../../scenarios/sim/oracle/history.ts';
import { judgeRows } from '../../../../../scenarios/sim/oracle/judgement.ts';
import { receivingAccounts } from '../../../../../scenarios/sim/oracle/settings.ts';
import {
  ALICE,
  BOB,
  configOf,
  createDoctoredRun,
  DIRECT,
  type DoctoredRun,
  GROUP,
  lifeUnder,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const ASKED_MS = START_MS + 10 * MINUTE_MS;
const ID = 'ABCD2345';
const WANTED: DecisionWanted = {
  atMs: ASKED_MS,
  kind: 'exec',
  text: 'make clean',
  options: [],
  turnId: null,
  accountId: null,
  from: ALICE,
  sender: null,
  agentId: null,
  sessionKey: null,
  lastsMs: 30 * MINUTE_MS,
  told: [],
};
const PENDING: ApprovalTold = {
  atMs: ASKED_MS + 20,
  approvalId: ID,
  kind: 'exec',
  accountId: 'default',
  turnId: null,
  state: 'pending',
  by: null,
  choice: null,
};
const ON = { approvals: { exec: { enabled: true } } };
const CONFIG = configOf({ dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' }, ON);
const NAMED = configOf({ allowFrom: [ALICE], groupPolicy: 'open' }, ON);
const WORDS = `Exec approval required\nID: ${ID}\n\nPending command:\n\`\`\`\nmake clean\n\`\`\``;
const QUESTION: Partial<DecisionWanted> = {
  kind: 'question',
  text: 'Which?',
  options: ['Pizza', 'Sushi'],
  turnId: 'turn-1',
  from: DIRECT.chatGuid,
  sender: ALICE,
};

interface Told {
  readonly config?: unknown;
  readonly wanted?: Partial<DecisionWanted>;
  /** Null = it has none. */
  readonly end?: Partial<ApprovalTold> | null;
  readonly more?: readonly Partial<ApprovalTold>[];
  readonly chats?: readonly string[];
  readonly history?: Partial<History>;
  /** What people do. */
  readonly act?: (run: DoctoredRun) => void;
}

const LIKED = {
  inMs: 11 * MINUTE_MS,
  associatedType: 2001,
  target: 'p:0/PROMPT-0',
  text: 'Liked “Exec approval required”',
};
const likes =
  (facts: object = {}) =>
  (run: DoctoredRun) =>
    void run.row({ ...LIKED, ...facts });

function historyOf({ config = NAMED, wanted, end, more = [], chats, history, act = likes() }: Told): History {
  const run = createDoctoredRun();
  act(run);
  const one = { ...WANTED, ...wanted };
  const words = one.kind === 'question' ? `${one.text}\n\n1. Pizza\n2. Sushi` : WORDS;
  const parts = (chats ?? [DIRECT.chatGuid]).map(
    (chatGuid, index): PartEvent => ({
      atMs: ASKED_MS + 30,
      partId: `approval:${index}`,
      turnId: null,
      lane: `default/${chatGuid}`,
      text: words,
      state: 'sent',
      guid: `PROMPT-${index}`,
    }),
  );
  const departures = parts.map(
    ({ atMs, text, guid, lane = '' }): Departure => ({
      atMs: atMs + 100,
      guid: guid!,
      chatGuid: lane.slice('default/'.length),
      text,
    }),
  );
  const pending = { ...PENDING, kind: one.kind, turnId: one.turnId };
  const ended = { ...pending, atMs: ASKED_MS + 2 * MINUTE_MS, state: 'allow-once', by: ALICE };
  const ends = end === null ? [] : [{ ...ended, ...end }];
  const told = [pending, ...ends, ...more.map((each) => ({ ...ended, ...each }))];
  return run.history({
    lives: lifeUnder(config),
    parts,
    departures,
    decisions: { wanted: [one], told },
    ...history,
  });
}

const decided = (given: Told) => {
  const history = historyOf(given);
  const accounts = receivingAccounts(history.lives[0]!.config);
  const judged = accounts.map((account) => judgeRows(account, history));
  return [...new Set(decisionFindings(history, judged).map(({ clause }) => clause))];
};
const heard = (given: Told) => heardFindings(historyOf(given)).map(({ clause }) => clause);

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
  });

  it('is, by the first who may, where nothing was in the way', () => {
    expect(decided({ end: null })).toEqual(['decided']);
    expect(decided({ end: null, act: likes({ sender: BOB }) })).toEqual([]);
    expect(decided({ end: null, act: likes({ inMs: 39 * MINUTE_MS }) })).toEqual([]);
    const disturbances = [{ what: 'stall', of: 'all', fromMs: ASKED_MS, toMs: null }] as const;
    expect(decided({ end: null, history: { disturbances } })).toEqual([]);
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

describe('whoever wants something decided', () => {
  const tells = (outcome: string, by: string | null = null, atMs = ASKED_MS + 2 * MINUTE_MS + 5) => ({
    told: [{ atMs, outcome, by, answer: null }],
  });
  const atOnce = (outcome: string) => ({
    wanted: tells(outcome, null, ASKED_MS + 100),
    end: null,
    chats: [],
  });
  const refused = (outcome: string, config: unknown, from: string | null = ALICE) => {
    const { wanted } = atOnce(outcome);
    const history = historyOf({ config, wanted: { ...wanted, from }, chats: [] });
    const decisions = { ...history.decisions!, told: [] };
    return heardFindings({ ...history, decisions }).map(({ clause }) => clause);
  };

  it('is told the end that it has, once', () => {
    expect(heard({ wanted: tells('allow-once', ALICE) })).toEqual([]);
    expect(heard({ wanted: tells('deny', ALICE) })).toEqual(['truth']);
    expect(heard({ wanted: tells('allow-once', BOB) })).toEqual(['truth']);
    const twice = [...tells('allow-once', ALICE).told, ...tells('deny', ALICE).told];
    expect(heard({ wanted: { told: twice } })).toEqual(['decided']);
  });

  it('is told the answer that was chosen', () => {
    const answered = (answer: string | null, options = QUESTION.options!) => {
      const told = tells('answered', ALICE).told.map((one) => ({ ...one, answer }));
      return heard({ wanted: { ...QUESTION, options, told }, end: { state: 'answered', choice: 1 } });
    };
    expect(answered('Sushi')).toEqual([]);
    expect(answered('Sushi', ['Pizza', ' Sushi\n'])).toEqual([]);
    expect(answered('Pizza')).toEqual(['truth']);
    expect(answered(null)).toEqual(['truth']);
  });

  it('is told some end in time, if the gateway lived on', () => {
    expect(heard({})).toEqual(['replied']);
    expect(heard({ history: { endMs: ASKED_MS + 20 * MINUTE_MS } })).toEqual([]);
    const lives = [{ ...lifeUnder(NAMED)[0]!, toMs: ASKED_MS + MINUTE_MS, end: 'crash' as const }];
    expect(heard({ history: { lives } })).toEqual([]);
  });

  it('is refused where it is not enabled, and nowhere else', () => {
    const off = configOf({ allowFrom: [ALICE] }, { approvals: { plugin: { enabled: true } } });
    expect(refused('not_enabled', off)).toEqual([]);
    expect(refused('no_route', off)).toEqual(['gated']);
    expect(refused('not_enabled', NAMED)).toEqual(['gated']);
    expect(heard({ config: off, wanted: tells('allow-once', ALICE) })).toContain('gated');
  });

  it('is told no route where nobody is to be asked, and nowhere else', () => {
    expect(refused('no_route', NAMED)).toEqual(['gated']);
    expect(refused('no_route', NAMED, BOB)).toEqual(['gated']);
    expect(refused('no_route', configOf({}, ON), null)).toEqual([]);
    expect(refused('no_route', configOf({}, ON))).toEqual(['gated']);
    expect(refused('no_route', configOf({ allowFrom: ['accessGroup:us'] }, ON))).toEqual([]);
    const filtered = { approvals: { exec: { enabled: true, agentFilter: ['main'] } } };
    expect(refused('no_route', configOf({ allowFrom: [ALICE] }, filtered))).toEqual([]);
    const targets = [{ to: BOB }];
    const byTargets = { approvals: { exec: { enabled: true, mode: 'targets', targets } } };
    expect(refused('no_route', configOf({ allowFrom: [ALICE] }, byTargets))).toEqual(['gated']);
  });

  it('has it asked where the configuration says', () => {
    const wanted = tells('allow-once', ALICE);
    expect(heard({ wanted, chats: [`any;-;${BOB}`] })).toEqual(['addressee']);
    expect(heard({ wanted: { ...wanted, from: BOB } })).toEqual([]);
    const both = {
      approvals: { exec: { enabled: true, mode: 'both', targets: [{ to: BOB }] } },
    };
    const config = configOf({ allowFrom: [ALICE] }, both);
    expect(heard({ config, wanted, chats: [DIRECT.chatGuid, `any;-;${BOB}`] })).toEqual([]);
    expect(heard({ config, wanted, chats: [GROUP.chatGuid] })).toEqual(['addressee']);
  });
});
