import { describe, expect, it } from 'vitest';
import type { DecisionWanted } from '../../../../../scenarios/sim/oracle/decision.ts';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  ALICE,
  BOB,
  brokenIn,
  CAME_MS,
  createDoctoredRun,
  DIRECT,
  type DoctoredRun,
  GROUP,
  judged,
  judgementIn,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const QUESTION: DecisionWanted = {
  atMs: CAME_MS - MINUTE_MS,
  kind: 'question',
  text: 'Which?',
  options: ['Pizza', 'Sushi'],
  offers: null,
  turnId: 'turn-1',
  accountId: 'default',
  from: DIRECT.chatGuid,
  sender: ALICE,
  agentId: 'main',
  sessionKey: null,
  lastsMs: 10 * MINUTE_MS,
  told: [],
};
const MAY = 'it may answer a question of the agent';
const saying = (text: string, question: Partial<DecisionWanted> = {}) =>
  judged({ text }, { decisions: { wanted: [{ ...QUESTION, ...question }], told: [] } });
const toldAt = (atMs: number) => ({ told: [{ atMs, outcome: 'answered', by: ALICE, answer: 'Pizza' }] });

describe('what may answer a question of the agent', () => {
  it.each(['pizza', ' Sushi ', '2', '1.'])('is one of its answers: %s', (text) => {
    expect(saying(text)).toBe(MAY);
  });

  it.each(['Pasta', '3', 'Pizza, please'])('is no other words: %s', (text) => {
    expect(saying(text)).toBe('must');
  });

  it('is said there, and by whom it was asked', () => {
    expect(saying('Pizza', { from: GROUP.chatGuid })).toBe('must');
    expect(saying('Pizza', { kind: 'exec' })).toBe('must');
    expect(saying('Pizza', { sender: BOB })).toBe('must');
  });

  it('comes after it, and before it is decided', () => {
    expect(saying('Pizza', { atMs: CAME_MS + 3 * 3_600_000 })).toBe('must');
    expect(saying('Pizza', toldAt(CAME_MS + 1_000))).toBe(MAY);
    expect(saying('Pizza', toldAt(CAME_MS - 10_000))).toBe('must');
    expect(saying('Pizza', { atMs: CAME_MS - 11 * MINUTE_MS })).toBe(MAY);
    expect(saying('Pizza', { atMs: CAME_MS - 16 * MINUTE_MS })).toBe('must');
  });
});

describe('what has answered a question of the agent', () => {
  const TOLD_MS = CAME_MS + 500;
  type Heard = DecisionWanted['told'][number];

  /** What is said is told half a second later, and the agent that asked is told this. */
  function run(
    heard: Partial<Heard> | null,
    tell: (run: DoctoredRun) => void,
    asked: Partial<DecisionWanted> = {},
  ) {
    const run = createDoctoredRun();
    tell(run);
    const answered = { atMs: TOLD_MS + 2, outcome: 'answered', by: ALICE, answer: 'Pizza', ...heard };
    const question = { ...QUESTION, told: heard === null ? [] : [answered], ...asked };
    return run.history({ decisions: { wanted: [question], told: [] } });
  }
  const say = (run: DoctoredRun, facts: object = {}) => {
    const row = run.row({ inMs: CAME_MS - START_MS, text: 'Pizza', ...facts });
    run.told(row, 500);
    return row;
  };
  const judgedWhere = (heard: Partial<Heard> | null, facts: object = {}) =>
    judgementIn(run(heard, (run) => void say(run, facts)));

  it('is in no turn', () => {
    expect(judgedWhere({})).toBe('must not');
    expect(judgedWhere({}, { text: '1' })).toBe('must not');
    const answered = run({}, (run) => void run.turn([say(run)]));
    expect(brokenIn(answered)).toContain('silent');
  });

  it('is what was told, of whoever said it, as it came', () => {
    expect(judgedWhere({ answer: 'Sushi' })).toBe(MAY);
    expect(judgedWhere({ by: BOB })).toBe(MAY);
    expect(judgedWhere({ outcome: 'expired', answer: null })).toBe(MAY);
    expect(judgedWhere(null)).toBe(MAY);
    expect(judgedWhere({ atMs: TOLD_MS + 2_001 })).toBe(MAY);
    expect(judgedWhere({ atMs: TOLD_MS - 1 })).toBe(MAY);
  });

  it('is the only one of its words that may have been it', () => {
    const rival = (facts: object) =>
      judgementIn(
        run({}, (run) => {
          run.row({ inMs: CAME_MS - START_MS - 30_000, text: '2', ...facts });
          say(run);
        }),
      );
    expect(rival({})).toBe(MAY);
    expect(rival({ text: 'Pasta' })).toBe('must not');
    expect(rival({ sender: BOB })).toBe('must not');
    expect(rival({ text: 'Liked it', associatedType: 2_006 })).toBe(MAY);
    expect(rival({ text: 'Reacted 1️⃣ to “Which?”' })).toBe(MAY);
    const versions = ['Pasta', 'Pizza'].map((text, index) => ({
      atMs: CAME_MS + index,
      text,
      isFromMe: false,
    }));
    expect(judgedWhere({}, { versions })).toBe(MAY);
    expect(judgedWhere({}, { deletedAtMs: CAME_MS + 60_000 })).toBe(MAY);
  });

  it('comes after what was asked: by when it was decided nobody had asked', () => {
    const askedAt = (atMs: number, rowEvents: History['rowEvents']) =>
      judgementIn({ ...run(null, (run) => void say(run), { atMs }), rowEvents });
    const decided = [{ atMs: TOLD_MS + 2, rowid: 1, guid: 'ROW-1-1', fate: null, isNew: true }];
    expect(askedAt(TOLD_MS + 13, decided)).toBe('must');
    expect(askedAt(TOLD_MS + 11, decided)).toBe(MAY);
    expect(askedAt(TOLD_MS + 13, [])).toBe(MAY);
  });
});
