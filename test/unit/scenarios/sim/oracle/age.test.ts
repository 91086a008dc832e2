import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  aged,
  CAME_MS,
  configOf,
  crashedAt,
  createDoctoredRun,
  type DoctoredRun,
  judged,
  judgementIn,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** Told at once, or by the next poll after a missed notice. */
const TELLING_MS = 20 * SECOND_MS;
const NEAR = 'its age is near a limit';

/** Down from a minute before the row until this long after it, then told of everything from the start. */
function missedFor(downMs: number): Partial<History> {
  return {
    subscriptions: [
      { atMs: START_MS + 1_000, endedAtMs: CAME_MS - MINUTE_MS, pid: 1, database: 1, sinceRowid: -1 },
      { atMs: CAME_MS + downMs, endedAtMs: null, pid: 2, database: 1, sinceRowid: 0 },
    ],
  };
}
/** Before it stands a backlog of at most a hundred rows, which older builds hand out in a go. */
const BACKLOG_MS = 5 * SECOND_MS;

describe('the age of a row', () => {
  it('live: fresh, near and too old around 15 minutes', () => {
    const limitMs = 15 * MINUTE_MS;
    expect(judged(aged(limitMs - 30_000 - TELLING_MS))).toBe('must');
    expect(judged(aged(limitMs - 30_000 - TELLING_MS + 1))).toBe(NEAR);
    expect(judged(aged(limitMs + 30_000))).toBe(NEAR);
    expect(judged(aged(limitMs + 30_001))).toBe('must not');
  });

  it('a date in the future, or none, is never too old', () => {
    expect(judged(aged(-600 * MINUTE_MS))).toBe('must');
    expect(judged({ dateMs: null })).toBe('must');
  });

  it('missed while the gateway was down: the recovery window counts, by itself or as configured', () => {
    const windowMs = 120 * MINUTE_MS;
    const down = missedFor(30 * MINUTE_MS);
    const told = (ageMs: number) => aged(ageMs - 30 * MINUTE_MS);
    expect(judged(told(windowMs - 30_000 - TELLING_MS - BACKLOG_MS), down)).toBe('must');
    expect(judged(told(windowMs - 30_000 - TELLING_MS - BACKLOG_MS + 1), down)).toBe(NEAR);
    expect(judged(told(windowMs + 30_001), down)).toBe('must not');
    const wide = { catchup: { enabled: true, maxAgeMinutes: 240 } };
    expect(judged(told(windowMs + 30_001), down, wide)).toBe('must');
    expect(judged(told(2 * windowMs + 30_001), down, wide)).toBe('must not');
    expect(judged(told(windowMs + 30_001), down, { catchup: { maxAgeMinutes: 240 } })).toBe('must not');
  });

  it('remote: the live limit counts for what was missed, too', () => {
    const remote = { remoteHost: 'mac.example.com' };
    const down = missedFor(10 * MINUTE_MS);
    const told = (ageMs: number) => aged(ageMs - 10 * MINUTE_MS);
    expect(judged(told(14 * MINUTE_MS), down, remote)).toBe('must');
    expect(judged(told(16 * MINUTE_MS), down, remote)).toBe('must not');
    expect(judged(told(16 * MINUTE_MS), down)).toBe('must');
  });

  it('between the look at the newest row and the subscription both limits are tried', () => {
    const young = missedFor(1_999);
    expect(judged(aged(60 * MINUTE_MS), young)).toBe(NEAR);
    expect(judged(aged(60 * MINUTE_MS), missedFor(2_000))).toBe('must');
    expect(judged(aged(10 * MINUTE_MS), young)).toBe('must');
    expect(judged(aged(121 * MINUTE_MS), young)).toBe('must not');
  });

  it('what disturbed reading moves the latest moment', () => {
    const disturbed = (toMs: number) => ({
      disturbances: [{ what: 'deaf', of: 'reading' as const, fromMs: CAME_MS - 1_000, toMs: CAME_MS + toMs }],
    });
    expect(judged(aged(5 * MINUTE_MS), disturbed(7 * MINUTE_MS))).toBe('must');
    expect(judged(aged(5 * MINUTE_MS), disturbed(8 * MINUTE_MS))).toBe(NEAR);
  });

  it('a wrong clock of the gateway widens what is near, by itself and by its offset', () => {
    const fast = (offsetMs: number) => ({ clockOffsets: [{ fromMs: START_MS, offsetMs }] });
    const limitMs = 15 * MINUTE_MS;
    expect(judged(aged(limitMs - 90_000 - TELLING_MS - 60_000), fast(60_000))).toBe('must');
    expect(judged(aged(limitMs - 90_000 - TELLING_MS - 59_999), fast(60_000))).toBe(NEAR);
    expect(judged(aged(limitMs + 90_001), fast(60_000))).toBe('must not');
    expect(judged(aged(limitMs + 90_001), fast(-60_000))).toBe(NEAR);
    const later = { clockOffsets: [{ fromMs: CAME_MS + MINUTE_MS, offsetMs: 60_000 }] };
    expect(judged(aged(limitMs - 30_000 - TELLING_MS), later)).toBe('must');
  });
});

it('a clock that was set and set back at once may never have been noticed; one that stays set is', () => {
  const run = (undoneAfterMs: number) => {
    const offsets = [CAME_MS - 30_000, CAME_MS - 30_000 + undoneAfterMs];
    const made = createDoctoredRun();
    made.told(made.row({ inMs: CAME_MS - START_MS, ...aged(26 * MINUTE_MS) }), 500);
    const [first] = made.history().subscriptions;
    const next = { ...first!, atMs: CAME_MS + 10_000, pid: 2 };
    return judgementIn(
      made.history({
        subscriptions: [{ ...first!, endedAtMs: next.atMs - 1 }, next],
        clockOffsets: offsets.map((fromMs, index) => ({
          fromMs,
          offsetMs: index === 0 ? 20 * MINUTE_MS : 0,
        })),
      }),
    );
  };
  expect(run(1_000)).toBe(NEAR);
  expect(run(60 * MINUTE_MS)).not.toBe(NEAR);
});

it('a clock that was set by less than anybody notices gives a watch that goes on no boundary of its own', () => {
  const run = (offsetMs: number) => {
    const made = createDoctoredRun();
    made.told(made.row({ inMs: CAME_MS - START_MS, ...aged(30 * MINUTE_MS) }), 20_000);
    const [first] = made.history().subscriptions;
    const goesOn = { ...first!, atMs: CAME_MS + 10_000 };
    return judgementIn(
      made.history({
        subscriptions: [{ ...first!, endedAtMs: goesOn.atMs - 1 }, goesOn],
        clockOffsets: [{ fromMs: CAME_MS - MINUTE_MS, offsetMs }],
      }),
    );
  };
  expect(run(100)).toBe('must not');
  expect(run(60_000)).not.toBe('must not');
});

describe('the record of the wire', () => {
  const first = [{ atMs: START_MS + 5_000, endedAtMs: null, pid: 1, database: 1, sinceRowid: -1 }];
  const AT_ONCE_MS = 500;
  /** Of a gateway that dies, and of the next one, which asks from the start on. */
  const diedAt = (toMs: number, againAtMs: number) => ({
    lives: crashedAt(configOf(OPEN), toMs),
    subscriptions: [
      { ...first[0]!, endedAtMs: toMs },
      { ...first[0]!, atMs: againAtMs, pid: 2, sinceRowid: 0 },
    ],
  });
  const told = (
    facts: Parameters<DoctoredRun['row']>[0],
    tellings: readonly { readonly afterMs: number; readonly pid?: number }[],
    history: Partial<History> = {},
  ) => {
    const run = createDoctoredRun();
    const row = run.row({ inMs: CAME_MS - START_MS, ...facts });
    for (const { afterMs, pid } of tellings) run.told(row, afterMs, pid);
    return judgementIn(run.history(history));
  };
  const limitMs = 15 * MINUTE_MS;

  it('a row is as old as it was when it was told', () => {
    const once = [{ afterMs: AT_ONCE_MS }];
    const around = (nearMs: number, history: Partial<History> = {}) =>
      [limitMs - nearMs, limitMs - nearMs + 1, limitMs + nearMs, limitMs + nearMs + 1].map((ageMs) =>
        told(aged(ageMs - AT_ONCE_MS), once, history),
      );
    expect(around(5_000)).toEqual(['must', NEAR, NEAR, 'must not']);
    // By when the gateway says what becomes of it, it has taken it; what it says later says nothing of that.
    const seen = (afterMs: number) => ({
      rowEvents: [
        { atMs: CAME_MS + AT_ONCE_MS + afterMs, rowid: 1, guid: 'ROW-1-1', fate: null, isNew: true },
      ],
    });
    expect(around(10, seen(0))).toEqual(['must', NEAR, NEAR, 'must not']);
    expect(told(aged(limitMs - AT_ONCE_MS - 13), once, seen(2))).toBe('must');
    expect(told(aged(limitMs - AT_ONCE_MS - 13), once, seen(4))).toBe(NEAR);
    expect(around(5_000, seen(5_000))).toEqual(['must', NEAR, NEAR, 'must not']);
    // A clock that is set long after it makes it no older; nobody can say so soon after it.
    const setAfter = (afterMs: number) => ({
      ...seen(0),
      clockOffsets: [{ fromMs: CAME_MS + afterMs, offsetMs: 7_200_000 }],
    });
    expect(around(10, setAfter(60_000))).toEqual(['must', NEAR, NEAR, 'must not']);
    expect(told(aged(limitMs - AT_ONCE_MS - 11), once, setAfter(3_000))).toBe(NEAR);
    // Something that was wrong around then leaves it open for longer.
    const wrong = {
      what: 'latency',
      of: 'reading',
      fromMs: CAME_MS - 60_000,
      toMs: CAME_MS - 30_000,
    } as const;
    expect(around(30_000, { disturbances: [wrong] })).toEqual(['must', NEAR, NEAR, 'must not']);
  });

  it('a gateway that does not live on is told again, and takes it then', () => {
    const twice = [{ afterMs: AT_ONCE_MS }, { afterMs: 20 * MINUTE_MS, pid: 2 }];
    const lives = (tellsToEndMs: number, end: 'crash' | 'stop' = 'crash') => {
      const toMs = CAME_MS + AT_ONCE_MS + tellsToEndMs;
      const died = diedAt(toMs, CAME_MS + 20 * MINUTE_MS - 10);
      const [one, next] = died.lives;
      return { ...died, lives: [{ ...one!, end }, next!] };
    };
    expect(told(aged(0), twice, lives(1_999))).toBe('must');
    // It would have been fresh the first time and is too old the second.
    const old = aged(limitMs - MINUTE_MS);
    const narrow = configOf({ ...OPEN, catchup: { enabled: true, maxAgeMinutes: 30 } });
    const under = (history: ReturnType<typeof lives>) => ({
      ...history,
      lives: history.lives.map((life) => ({ ...life, config: narrow })),
    });
    expect(told(old, twice, under(lives(1_999)))).toBe(NEAR);
    expect(told(old, twice, under(lives(2_000)))).toBe('must');
    expect(told(old, twice, under(lives(11_999, 'stop')))).toBe(NEAR);
    expect(told(old, twice, under(lives(12_000, 'stop')))).toBe('must');
    expect(told(old, twice.slice(0, 1), under(lives(1_999)))).toBe('must');
    // A store is tried again after a pause that is as long as it was in the way, and 30 s at most.
    const paused = (what: string, forMs: number, untilToldMs: number) => {
      const toMs = CAME_MS + AT_ONCE_MS - untilToldMs;
      const disturbances = [{ what, of: 'reading' as const, fromMs: toMs - forMs, toMs }];
      return told(old, twice, { ...under(lives(3_000)), disturbances });
    };
    expect(paused('the store: full', 10_000, 11_000)).toBe(NEAR);
    expect(paused('the store: full', 10_000, 11_001)).toBe('must');
    expect(paused('the store: busy', 600_000, 30_000)).toBe(NEAR);
    expect(paused('the store: busy', 600_000, 30_001)).toBe('must');
    expect(paused('chat.db: rejects', 600_000, 1)).toBe('must');
  });

  it('what a gateway was told of beside what it asked for, and ended before its watch told of it, is as old as it is to the next', () => {
    const beside = (aliveMs: number, by: 'page' | 'watch', seenAfterMs = 180 * MINUTE_MS) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: CAME_MS - START_MS });
      const { guid, rowid } = row;
      if (by === 'page') run.toldAgain(row, AT_ONCE_MS);
      else run.told(row, AT_ONCE_MS);
      run.told(row, 180 * MINUTE_MS, 2);
      const toMs = CAME_MS + AT_ONCE_MS + aliveMs;
      const rowEvents = [{ atMs: CAME_MS + seenAfterMs, rowid, guid, fate: 'stale', isNew: true }];
      return judgementIn(run.history({ ...diedAt(toMs, CAME_MS + 180 * MINUTE_MS - 10), rowEvents }));
    };
    expect(beside(11_999, 'page')).toBe(NEAR);
    expect(beside(12_000, 'page')).toBe('must');
    expect(beside(11_999, 'page', AT_ONCE_MS + 10)).toBe('must');
    expect(beside(11_999, 'watch')).toBe('must');
  });

  it('what was too old before it stood in its chat waits for nothing; what was not is as old as it is later', () => {
    const early = (ageMs: number, aliveMs: number, afterMs: number) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: CAME_MS - START_MS, ...aged(ageMs) });
      run.toldWithoutChat(row, AT_ONCE_MS);
      run.told(row, afterMs, 2);
      const toMs = CAME_MS + AT_ONCE_MS + aliveMs;
      return judgementIn(run.history(diedAt(toMs, toMs + 2_000)));
    };
    const tooOld = 39 * MINUTE_MS;
    expect(early(tooOld, 1_999, 10 * SECOND_MS)).toBe(NEAR);
    expect(early(tooOld, 2_000, 10 * SECOND_MS)).toBe('must not');
    expect(early(0, 1_999, 10 * SECOND_MS)).toBe('must');
    expect(early(0, 2_000, 10 * SECOND_MS)).toBe('must');
    expect(early(0, 2_000, 180 * MINUTE_MS)).toBe('must not');
  });

  it('what is told while the gateway sleeps is taken as it wakes, below a new boundary', () => {
    const slept = (fromMs: number, forMs: number, imessage: object = {}) => ({
      disturbances: [{ what: 'the gateway sleeps', of: 'all' as const, fromMs, toMs: fromMs + forMs }],
      lives: lifeUnder(configOf({ ...OPEN, ...imessage })),
      restedAtMs: CAME_MS + 6 * 60 * MINUTE_MS,
    });
    const once = [{ afterMs: AT_ONCE_MS }];
    const hourMs = 60 * MINUTE_MS;
    expect(told(aged(0), once, slept(CAME_MS, hourMs))).toBe('must');
    expect(told(aged(0), once, slept(CAME_MS, 3 * hourMs))).toBe('must not');
    expect(told(aged(0), once, slept(CAME_MS, hourMs, { remoteHost: 'mac.example.com' }))).toBe('must not');
    // It may have been taken before.
    expect(told(aged(0), once, slept(CAME_MS + AT_ONCE_MS + 1, 3 * hourMs))).toBe(NEAR);
    expect(told(aged(0), once, slept(CAME_MS + AT_ONCE_MS + 2_001, 3 * hourMs))).toBe('must');
    // Nobody notices so short a sleep, and somebody may notice this one.
    expect(told(aged(hourMs), once, slept(CAME_MS, 29_999))).toBe('must not');
    expect(told(aged(hourMs), once, slept(CAME_MS, 30_000))).toBe(NEAR);
    expect(told(aged(hourMs), once, slept(CAME_MS, 45_000))).toBe('must');
  });

  it('bad dates count for what is told meanwhile', () => {
    const bad = (fromMs: number) => ({
      disturbances: [{ what: 'bad-dates', of: 'all' as const, fromMs, toMs: fromMs + SECOND_MS }],
    });
    expect(told({}, [{ afterMs: AT_ONCE_MS }], bad(CAME_MS))).toBe(NEAR);
    expect(told({}, [{ afterMs: AT_ONCE_MS }], bad(CAME_MS + SECOND_MS))).toBe('must');
  });
});
