import { describe, expect, it } from 'vitest';
import type { WitnessedRow } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  BOB,
  configOf,
  crashedAt,
  createDoctoredRun,
  type DoctoredRun,
  GROUP,
  judgementIn,
  LINK,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;

describe('what is said once more, late, or behind something else', () => {
  it('of the same message under two GUIDs the one that was told first, and what it said then', () => {
    const inMs = MINUTE_MS + 7;
    const judgedWith = (
      tell: (run: DoctoredRun, one: WitnessedRow, other: WitnessedRow) => void,
      facts = {},
    ) => {
      const run = createDoctoredRun();
      const [one, other] = [
        run.row({ text: 'Hello', inMs, ...facts }),
        run.row({ text: 'Hello', inMs, ...facts }),
      ];
      tell(run, one, other);
      return run
        .history()
        .rows.map((_, at, all) => judgementIn({ ...run.history(), rows: at === 0 ? all.toReversed() : all }));
    };
    const told = (afterMs: number) => (run: DoctoredRun, one: WitnessedRow, other: WitnessedRow) => {
      run.told(one, 500);
      run.told(other, afterMs);
    };
    expect(judgedWith(told(500))).toEqual(['must', 'must not']);
    expect(judgedWith(told(50_000))).toEqual(['must', 'must not']);
    expect(judgedWith(told(400))).toEqual(['must not', 'must']);
    // By two processes.
    const asked = (afterMs: number) => (run: DoctoredRun, one: WitnessedRow, other: WitnessedRow) => {
      run.told(one, 500);
      run.toldAgain(other, afterMs);
    };
    const UNSURE = 'the same message stands there twice';
    expect(judgedWith(asked(2_499))).toEqual([UNSURE, UNSURE]);
    expect(judgedWith(asked(2_500))).toEqual(['must', 'must not']);
    // A date of whole seconds proves it from 10 s on.
    const whole = { dateMs: START_MS + MINUTE_MS };
    expect(judgedWith(told(8_499), whole)).toEqual(['must', 'must']);
    expect(judgedWith(told(8_500), whole)).toEqual(['must', UNSURE]);
    expect(judgedWith(told(12_501), whole)).toEqual(['must', 'must not']);
  });

  it('what the owner says is no message of whom they say it to, and none that was told before (ruling-23)', () => {
    const heard = { messages: { groupChat: { mentionPatterns: ['hello'] } } };
    const lives = lifeUnder(configOf({ ...OPEN, ownerMessages: 'mention' }, heard));
    const newestOf = (...versions: (readonly (readonly [number, boolean])[])[]) => {
      const run = createDoctoredRun();
      for (const one of versions) {
        const stood = one.map(([afterMs, isFromMe]) => {
          return { atMs: START_MS + MINUTE_MS + 7 + afterMs, text: 'Hello', isFromMe };
        });
        run.told(run.row({ inMs: MINUTE_MS + 7, versions: stood }), 500);
      }
      return judgementIn(run.history({ lives }));
    };
    expect(newestOf([[0, false]], [[0, true]])).toBe('must');
    expect(newestOf([[0, true]], [[0, false]])).toBe('must');
    expect(newestOf([[0, true]], [[0, true]])).toBe('must');
    expect(newestOf([[0, false]], [[0, false]])).toBe('must not');
    // Messages made it the owner's before it was told.
    const early = [
      [0, false],
      [1, true],
    ] as const;
    expect(newestOf(early, [[0, false]])).toBe('must');
  });

  it('a link that was asked for again is answered where its sender wrote nothing before it in its chat', () => {
    const link = { text: 'https://example.com/1', balloonId: LINK };
    const asked = (before: object | null, imessage: object = {}) => {
      const run = createDoctoredRun();
      if (before) run.row({ inMs: MINUTE_MS, ...before });
      run.toldAgain(run.row({ ...link, inMs: 2 * MINUTE_MS, rowid: 300 }), 10_000);
      return judgementIn(run.history({ lives: lifeUnder(configOf({ ...OPEN, ...imessage })) }));
    };
    const ASKED = 'a preview that had to be asked for';
    expect(asked(null)).toBe('must');
    expect(asked(null, { remoteHost: 'mac.example.com' })).toBe(ASKED);
    expect(asked({ rowid: 299 })).toBe('must not');
    expect(asked({ rowid: 299, deletedAtMs: START_MS + 3 * MINUTE_MS })).toBe(ASKED);
    expect(asked({ rowid: 100 })).toBe('must');
    expect(asked({ rowid: 299, sender: '+15550002222' })).toBe('must');
    expect(asked({ rowid: 299, ...GROUP })).toBe('must');
    expect(asked({ rowid: 299, joinedAtMs: START_MS + 2 * MINUTE_MS + 10_000 })).toBe('must not');
    expect(asked({ rowid: 299, joinedAtMs: START_MS + 2 * MINUTE_MS + 10_001 })).toBe(ASKED);
    expect(asked({ rowid: 299, inMs: 30_000 })).toBe('must');
    expect(asked({ rowid: 299, isFromMe: true })).toBe('must');
  });

  it('a preview that was asked for, and that the watch told by itself less than 12 s later, may be either', () => {
    const told = (watchAfterMs: number, isLast = false) => {
      const run = createDoctoredRun();
      run.row({ inMs: MINUTE_MS });
      const link = run.row({ text: 'https://example.com/1', balloonId: LINK, inMs: MINUTE_MS + 10_000 });
      run.toldAgain(link, 10_000);
      run.told(link, watchAfterMs);
      const [life] = run.history().lives;
      const stopped = { ...life!, toMs: link.insertedAtMs + watchAfterMs + 1_000, end: 'stop' as const };
      return judgementIn(run.history(isLast ? { lives: [stopped] } : {}));
    };
    expect(told(10_000)).toBe('a preview that had to be asked for');
    expect(told(21_999)).toBe('a preview that had to be asked for');
    expect(told(22_000)).toBe('must not');
    // Of a gateway that stopped as it was told nobody knows whether it took it.
    expect(told(10_000, true)).toBe('a preview that had to be asked for');
    expect(told(25_000, true)).toBe('must not');
  });

  it('so may one where chat.db could not say what it is, of a build that marks none', () => {
    const asked = (marksPreviews: boolean, isDisturbed: boolean) => {
      const run = createDoctoredRun();
      run.row({ inMs: MINUTE_MS });
      const link = run.row({ text: 'https://example.com/1', balloonId: LINK, inMs: MINUTE_MS + 10_000 });
      run.toldAgain(link, 10_000);
      const held = {
        what: 'chat.db rejects',
        of: 'reading',
        fromMs: START_MS,
        toMs: START_MS + 5 * MINUTE_MS,
      } as const;
      const { build } = run.history();
      const disturbances = isDisturbed ? [held] : [];
      return judgementIn(run.history({ disturbances, build: { ...build, marksPreviews } }));
    };
    expect(asked(false, true)).toBe('a preview that had to be asked for');
    expect(asked(true, true)).toBe('must not');
    expect(asked(false, false)).toBe('must not');
  });

  it('so may one that the gateway knew nothing of before the watch told it at last', () => {
    const seen = (seenAfterMs: number) => {
      const run = createDoctoredRun();
      run.row({ inMs: MINUTE_MS });
      const link = run.row({ text: 'https://example.com/1', balloonId: LINK, inMs: MINUTE_MS + 10_000 });
      run.toldAgain(link, 10_000);
      run.told(link, 600_000);
      const { guid, rowid, insertedAtMs } = link;
      const event = { atMs: insertedAtMs + seenAfterMs, rowid, guid, fate: null, isNew: true };
      return judgementIn(run.history({ rowEvents: [event] }));
    };
    expect(seen(600_500)).toBe('a preview that had to be asked for');
    expect(seen(10_500)).toBe('must not');
  });

  it('so may one of which the gateway said what became of it just as it was told of it on asking', () => {
    const seen = (seenAfterMs: number) => {
      const run = createDoctoredRun();
      run.row({ inMs: MINUTE_MS });
      const link = run.row({ text: 'https://example.com/1', balloonId: LINK, inMs: MINUTE_MS + 10_000 });
      run.told(link, 1_000);
      run.toldAgain(link, 30_000);
      const { guid, rowid, insertedAtMs } = link;
      const event = { atMs: insertedAtMs + seenAfterMs, rowid, guid, fate: null, isNew: true };
      return judgementIn(run.history({ rowEvents: [event] }));
    };
    expect(seen(30_500)).toBe('a preview that had to be asked for');
    expect(seen(1_500)).toBe('must');
    expect(seen(33_000)).toBe('must');
  });

  it('what waits behind a turn that the agent never ends, nobody can say; behind one that it ends in time it must be', () => {
    const behind = (endedAtMs: number | null, callAtMs?: number) => {
      const run = createDoctoredRun();
      run.turn([run.row({ inMs: MINUTE_MS })], { endedAtMs, ...(callAtMs && { atMs: callAtMs }) });
      run.told(run.row({ inMs: 2 * MINUTE_MS }), 500);
      if (!callAtMs) return judgementIn(run.history());
      const lives = crashedAt(configOf(OPEN), START_MS + 2 * MINUTE_MS + 10_000, callAtMs - 1_000);
      return judgementIn(run.history({ lives }));
    };
    expect(behind(null)).toBe('the run ended on it');
    expect(behind(START_MS + 400 * MINUTE_MS)).toBe('must');
    expect(behind(START_MS + 480 * MINUTE_MS)).toBe('the run ended on it');
    // The turn in front of it may begin with the next gateway only.
    expect(behind(null, START_MS + 4 * MINUTE_MS)).toBe('the run ended on it');
    expect(behind(START_MS + 5 * MINUTE_MS, START_MS + 4 * MINUTE_MS)).toBe('must');
  });

  it('so where it is a turn of the same session elsewhere, of which the agent has one at a time', () => {
    const elsewhere = { chatId: 2, chatGuid: `any;-;${BOB}`, chatIdentifier: BOB, sender: BOB };
    const behind = (takesSessionsAlone: boolean, sessionKey: string) => {
      const run = createDoctoredRun();
      run.turn([run.row({ inMs: MINUTE_MS })], { sessionKey: 'main' });
      run.turn([run.row({ inMs: 2 * MINUTE_MS, ...elsewhere })], { sessionKey, endedAtMs: null });
      run.told(run.row({ inMs: 3 * MINUTE_MS }), 500);
      return judgementIn(run.history({ takesSessionsAlone }));
    };
    expect(behind(true, 'main')).toBe('the run ended on it');
    expect(behind(true, 'another')).toBe('must');
    expect(behind(false, 'main')).toBe('must');
  });

  it('the same message under two GUIDs, not another time, word, chat or sender', () => {
    const second = (facts: object) => {
      const run = createDoctoredRun();
      run.row({ text: 'Hello', inMs: MINUTE_MS });
      run.row({ text: 'Hello', inMs: MINUTE_MS, ...facts });
      return judgementIn(run.history());
    };
    expect(second({})).toBe('the same message stands there twice');
    expect(second({ inMs: MINUTE_MS + 1 })).toBe('must');
    expect(second({ text: 'Hello!' })).toBe('must');
    expect(second({ chatGuid: 'any;-;another' })).toBe('must');
    expect(second({ sender: '+15550002222' })).toBe('must');
    expect(second({ dateMs: null })).toBe('must');
    const own = createDoctoredRun();
    own.row({ text: 'Hello', inMs: MINUTE_MS, isFromMe: true });
    own.row({ text: 'Hello', inMs: MINUTE_MS });
    expect(judgementIn(own.history())).toBe('must');
  });
});
