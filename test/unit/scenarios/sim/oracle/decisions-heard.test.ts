import { describe, expect, it } from 'vitest';
import { heardFindings } from '../../../../../scenarios/sim/oracle/decisions-heard.ts';
import {
  ASKED_MS,
  historyOf,
  NAMED,
  ON,
  QUESTION,
  type Told,
} from '../../../../support/oracle/doctored-request.ts';
import { ALICE, BOB, configOf, DIRECT, GROUP, lifeUnder } from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;

const heard = (given: Told) => heardFindings(historyOf(given)).map(({ clause }) => clause);

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
    expect(heard({ wanted: tells('not_enabled'), config: configOf({ allowFrom: [ALICE] }) })).toEqual([
      'addressee',
    ]);
    const twice = { told: [...wanted.told, ...wanted.told] };
    expect(heard({ wanted: twice, chats: [`any;-;${BOB}`] })).toEqual(['addressee', 'decided']);
  });
});
