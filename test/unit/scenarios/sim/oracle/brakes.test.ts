import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  brokenBy,
  brokenIn,
  configOf,
  createDoctoredRun,
  type DoctoredRun,
  judgementIn,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const under = (exchangesPerConversation: number) => ({
  lives: lifeUnder(configOf({ ...OPEN, outbound: { exchangesPerConversation } })),
});
const talk = (times: number, everyMs: number) => (run: DoctoredRun) => {
  for (let n = 0; n < times; n += 1) run.turn([run.row({ inMs: 60_000 + n * everyMs })]);
};

describe('the oracle on conversations that do not come to rest', () => {
  it('braked: more exchanges in five minutes than may be', () => {
    expect(brokenBy(talk(12, 10_000), under(10))).toEqual(['braked']);
    expect(brokenBy(talk(10, 10_000), under(10))).toEqual([]);
    expect(brokenBy(talk(12, 60_000), under(10))).toEqual([]);
    expect(brokenBy(talk(50, 5_900), under(0))).toEqual([]);
    expect(brokenBy(talk(50, 5_900), { lives: lifeUnder(configOf(OPEN)) })).toEqual(['braked']);
  });

  it('braked: a pause that does not grow, or none', () => {
    /** Bursts of three, each so long after the one before. */
    const bursts =
      (...gapsMin: readonly number[]) =>
      (run: DoctoredRun) => {
        let atMs = 60_000;
        for (const gapMin of [0, ...gapsMin]) {
          atMs += gapMin * 60_000;
          for (let n = 0; n < 3; n += 1) {
            const row = run.row({ inMs: atMs });
            run.told(row, 0);
            run.turn([row]);
            atMs += 10_000;
          }
        }
      };
    const broken = (...gapsMin: readonly number[]) =>
      brokenBy(bursts(...gapsMin), under(3)).filter((clause) => clause !== 'told');
    expect(broken(5.5, 15.5, 61)).toEqual([]);
    expect(broken(4)).toEqual(['braked']);
    expect(broken(5.5, 14)).toEqual(['braked']);
    expect(broken(5.5, 15.5, 58)).toEqual(['braked']);
    // Nobody wrote for half an hour.
    expect(broken(5.5, 31, 5.5)).toEqual([]);
    expect(broken(5.5, 31, 4)).toEqual(['braked']);
  });

  it('braked: a pause after an answer that left while it was written, counted from its first words', () => {
    const found = (gapMs: number) => {
      const run = createDoctoredRun();
      const lastsMs = 20_000;
      const turns = [60_000, 90_000, 120_000, 120_000 + gapMs].map((inMs) => {
        const row = run.row({ inMs });
        run.told(row, 0);
        const { call } = run.turn([row], { endedAtMs: row.insertedAtMs + lastsMs });
        return {
          atMs: row.insertedAtMs + 2_000,
          turnId: call.turnId,
          messageGuids: [row.guid],
          state: 'replying',
        };
      });
      const { turnEvents, ...rest } = run.history(under(3));
      return brokenIn({ ...rest, turnEvents: [...turnEvents, ...turns] }).includes('braked');
    };
    expect(found(5 * 60_000 + 6_000)).toBe(false);
    expect(found(4.5 * 60_000)).toBe(true);
  });

  it('not what was written before the last answer', () => {
    const backlog = (run: DoctoredRun) => {
      const rows = Array.from({ length: 12 }, () => run.row({ inMs: 60_000 }));
      for (const [index, row] of rows.entries()) run.turn([row], { atMs: row.joinedAtMs! + index * 10_000 });
    };
    expect(brokenBy(backlog, under(10))).toEqual([]);
  });
});

describe('a row that may wait for its conversation to come to rest', () => {
  const MINUTE_MS = 60_000;
  const BRAKED = 'its conversation may have been braked';
  const LAST_MS = START_MS + 60_000 + 9 * 10_000 + 1_550;
  /** Of one that comes so long after the last of ten exchanges in a row. */
  const judged = (afterMs: number, facts: Partial<History> = {}, text = 'And now?') => {
    const run = createDoctoredRun();
    talk(10, 10_000)(run);
    const row = run.row({ inMs: LAST_MS - START_MS + afterMs, text });
    run.told(row, 0);
    return judgementIn(run.history({ ...under(10), ...facts }));
  };

  it('is one that comes within an hour after a burst, or before that is over', () => {
    expect(judged(1_000)).toBe(BRAKED);
    expect(judged(60 * MINUTE_MS + 4_000)).toBe(BRAKED);
    expect(judged(60 * MINUTE_MS + 6_000)).toBe('must');
    expect(judged(1_000, under(11))).toBe('must');
  });

  it('is one where either of two configurations may have braked it', () => {
    const [ten, eleven] = [under(10), under(11)].map(({ lives }) => lives[0]!);
    const changed = (first: typeof ten, atMs: number, then: typeof ten): Partial<History> => ({
      lives: [
        { ...first!, toMs: atMs, end: 'config' },
        { ...then!, fromMs: atMs },
      ],
    });
    for (const atMs of [LAST_MS - 5_000, LAST_MS + 500]) {
      expect(judged(1_000, changed(ten, atMs, eleven))).toBe(BRAKED);
      expect(judged(1_000, changed(eleven, atMs, ten))).toBe(BRAKED);
    }
    expect(judged(1_000, changed(ten, START_MS + 1_000, eleven))).toBe('must');
  });

  it('is one within two hours where the clock of the gateway was wrong, or stood still', () => {
    const clockOffsets = [{ fromMs: START_MS, offsetMs: 1_000 }];
    const asleep = {
      what: 'the gateway sleeps',
      of: 'all',
      fromMs: START_MS,
      toMs: START_MS + 1_000,
    } as const;
    for (const facts of [{ clockOffsets }, { disturbances: [asleep] }]) {
      expect(judged(119 * MINUTE_MS, facts)).toBe(BRAKED);
      expect(judged(121 * MINUTE_MS, facts)).toBe('must');
    }
  });

  it('is none once everything has come to its end, and no command', () => {
    expect(judged(1_000, { restedAtMs: LAST_MS + 2_000 })).toBe('must');
    expect(judged(1_000, { restedAtMs: LAST_MS })).toBe(BRAKED);
    expect(judged(1_000, {}, '/status')).toBe('must not');
  });

  it('is none where the burst comes only after it could have been answered', () => {
    const judgedBefore = (beforeMs: number) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: 30_000, rowid: 99 });
      run.told(row, 0);
      for (let n = 0; n < 10; n += 1) run.turn([run.row({ inMs: 30_000 + beforeMs + n * 2_000 })]);
      // The row that is judged is the newest of the list.
      const { rows, ...rest } = run.history(under(10));
      return judgementIn({ ...rest, rows: [...rows.filter((one) => one !== row), row] });
    };
    expect(judgedBefore(25_000)).toBe(BRAKED);
    expect(judgedBefore(29_000)).toBe('must');
  });
});
