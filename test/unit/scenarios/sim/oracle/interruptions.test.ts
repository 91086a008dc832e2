import { describe, expect, it } from 'vitest';
import type { AgentCall, History, TurnEvent } from '../../../../../scenarios/sim/oracle/history.ts';
import { consult } from '../../../../../scenarios/sim/oracle/oracle.ts';
import {
  configOf,
  crashedAt,
  createDoctoredRun,
  DIRECT,
  GROUP,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const ENDED_MS = START_MS + 2 * MINUTE_MS;
const ALICES = `default/${DIRECT.chatGuid}`;

interface Ended {
  readonly code: string | null;
  readonly state?: string;
  readonly call?: Partial<AgentCall>;
  /** So long after the end of the turn somebody says `/stop` there. */
  readonly stopAfterMs?: number;
  readonly stopIn?: object;
  readonly facts?: Partial<History>;
}

/** What is said of a turn that ended so. */
function saidOf({ code, state = 'interrupted', call, stopAfterMs, stopIn, facts }: Ended): string[] {
  const run = createDoctoredRun();
  const row = run.row({ inMs: MINUTE_MS });
  run.told(row, 500);
  const made = run.turn([row], { replies: null, endedAtMs: null, ...call }).call;
  if (stopAfterMs !== undefined) {
    const stop = run.row({ text: '/stop', inMs: ENDED_MS - START_MS + stopAfterMs, ...stopIn });
    run.told(stop, 0);
  }
  const { turnId, messageGuids } = made;
  const event: TurnEvent = { atMs: ENDED_MS, turnId, messageGuids, state, code, lane: ALICES };
  const lives = lifeUnder(configOf(OPEN));
  const { findings } = consult(run.history({ lives, turnEvents: [event], ...facts }));
  return findings.flatMap(({ text }) => (text.includes('no reason') ? [text] : []));
}

const isExplained = (ended: Ended) => saidOf(ended).length === 0;

describe('a turn that the gateway says it ended', () => {
  it.each(['stopped_by_command', 'withdrawn_by_command'])(
    '%s: somebody said so there, within 2 s of it',
    (code) => {
      const state = code === 'withdrawn_by_command' ? 'withdrawn' : 'interrupted';
      expect(isExplained({ code, state })).toBe(false);
      expect(isExplained({ code, state, stopAfterMs: -1_900 })).toBe(true);
      expect(isExplained({ code, state, stopAfterMs: 1_900 })).toBe(true);
      expect(isExplained({ code, state, stopAfterMs: -2_100 })).toBe(false);
      expect(isExplained({ code, state, stopAfterMs: 2_100 })).toBe(false);
      expect(isExplained({ code, state, stopAfterMs: 0, stopIn: GROUP })).toBe(false);
    },
  );

  it('cut_short: its gateway ended, and did not go on with another configuration', () => {
    const cut = (end: 'stop' | 'crash' | 'config') => {
      const [life] = lifeUnder(configOf(OPEN));
      const atMs = ENDED_MS - 1_000;
      const lives = [
        { ...life!, toMs: atMs, end },
        { ...life!, fromMs: atMs },
      ];
      return isExplained({ code: 'cut_short', facts: { lives } });
    };
    expect([cut('stop'), cut('crash'), cut('config')]).toEqual([true, true, false]);
  });

  it('taken_back: of each of its rows nothing was left by then, and the agent had not had it (ruling-32)', () => {
    const takenBack = (goneAfterMs: number | null, wasAsked = false) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: MINUTE_MS });
      const atMs = ENDED_MS + (goneAfterMs ?? 0);
      if (goneAfterMs !== null) row.versions.push({ atMs, text: '', isFromMe: false });
      run.told(row, 500);
      const turnId = wasAsked ? run.turn([row], { replies: null, endedAtMs: null }).call.turnId : 'turn-x';
      const [code, state] = ['taken_back', 'withdrawn'];
      const event = { atMs: ENDED_MS, turnId, messageGuids: [row.guid], state, code, lane: ALICES };
      const lives = lifeUnder(configOf(OPEN));
      const { findings } = consult(run.history({ lives, turnEvents: [event] }));
      return !findings.some(({ text }) => text.includes('no reason'));
    };
    expect(takenBack(-10_000)).toBe(true);
    expect(takenBack(2_100)).toBe(false);
    expect(takenBack(null)).toBe(false);
    expect(takenBack(-10_000, true)).toBe(false);
  });

  it('taken_back: not of a photo without words, a link alone, nor of what says something again', () => {
    const takenBack = (facts: object, now: readonly string[] = []) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: MINUTE_MS, ...facts });
      for (const text of now) row.versions.push({ atMs: ENDED_MS - 10_000, text, isFromMe: false });
      run.told(row, 500);
      const [code, state] = ['taken_back', 'withdrawn'];
      const event = { atMs: ENDED_MS, turnId: 'turn-x', messageGuids: [row.guid], state, code, lane: ALICES };
      const { findings } = consult(run.history({ lives: lifeUnder(configOf(OPEN)), turnEvents: [event] }));
      return !findings.some(({ text }) => text.includes('no reason'));
    };
    const PHOTO = { text: '\uFFFC', attachments: 1 };
    const LINK = { text: 'https://example.com/1', balloonId: 'com.apple.messages.URLBalloonProvider' };
    expect([takenBack(PHOTO), takenBack(PHOTO, [''])]).toEqual([false, true]);
    expect([takenBack(LINK), takenBack(LINK, [''])]).toEqual([false, true]);
    expect(takenBack({ text: 'six' }, ['', 'seven'])).toBe(false);
  });

  it('turn_aborted: somebody wanted that turn ended', () => {
    expect(isExplained({ code: 'turn_aborted' })).toBe(false);
    expect(isExplained({ code: 'turn_aborted', facts: { aborted: new Set(['turn-1']) } })).toBe(true);
    expect(isExplained({ code: 'turn_aborted', facts: { aborted: new Set(['turn-2']) } })).toBe(false);
  });

  it('cut_short: a gateway ended after it was begun', () => {
    const endedIn = (toMs: number) => {
      const lives = crashedAt(configOf(OPEN), toMs, toMs + 1_000);
      return isExplained({ code: 'cut_short', facts: { lives } });
    };
    expect(endedIn(ENDED_MS - 1_000)).toBe(true);
    expect(endedIn(START_MS + MINUTE_MS)).toBe(false);
    expect(endedIn(ENDED_MS + 1_000)).toBe(false);
  });

  it('agent_broke_off: its agent had said a part, and failed', () => {
    const pieces = [{ atMs: ENDED_MS - 1_000, text: 'One moment', isTaken: true }];
    expect(isExplained({ code: 'agent_broke_off', call: { pieces } })).toBe(true);
    expect(isExplained({ code: 'agent_broke_off' })).toBe(false);
    expect(isExplained({ code: 'agent_broke_off', call: { pieces, replies: ['Done'] } })).toBe(false);
  });

  it('by a code of which nobody knows, or by none, has no reason', () => {
    expect(isExplained({ code: 'agent_gave_up' })).toBe(false);
    expect(isExplained({ code: null })).toBe(false);
    expect(isExplained({ code: null, state: 'answered' })).toBe(true);
  });
});
