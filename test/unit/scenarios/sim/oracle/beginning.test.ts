import { describe, expect, it } from 'vitest';
import {
  aged,
  CAME_MS,
  configOf,
  crashedAt,
  createDoctoredRun,
  judged,
  judgementIn,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;

describe('rows around the first start', () => {
  const first = [{ atMs: START_MS + 5_000, endedAtMs: null, pid: 1, database: 1, sinceRowid: -1 }];
  const LOOKS_BACK = { catchup: { enabled: true } };

  it('what was there before is history', () => {
    expect(judged({ inMs: -1 }, { subscriptions: first })).toBe('must not');
    expect(judged({ inMs: 0 }, { subscriptions: [{ ...first[0]!, sinceRowid: 1 }] })).toBe('must not');
    expect(judged({ inMs: 0 }, { subscriptions: [{ ...first[0]!, sinceRowid: null }] })).toBe('must not');
  });

  it('of what came in the very millisecond in which it began the cursor says whether it was there', () => {
    expect(judged({ inMs: 0 }, { subscriptions: first })).toBe('must');
    expect(judged({ inMs: -1 }, { subscriptions: first })).toBe('must not');
  });

  it('a first start that looks back begins at the first row inside of its window, which is that of the first run', () => {
    const lookBackMs = 30 * MINUTE_MS - first[0]!.atMs + START_MS;
    const old = (inMs: number, before: number | null = null) => {
      const run = createDoctoredRun();
      if (before !== null) run.row({ inMs: before });
      run.row({ inMs });
      return judgementIn(
        run.history({ subscriptions: first, lives: lifeUnder(configOf({ ...OPEN, ...LOOKS_BACK })) }),
      );
    };
    expect(old(-lookBackMs - 30_001)).toBe('must not');
    expect(old(-lookBackMs)).toBe('its date is near the edge of the first look back');
    expect(old(-MINUTE_MS)).toBe('must');
    // It stands behind one inside, and is older than the window.
    expect(old(-lookBackMs - 60_000, -MINUTE_MS)).toBe('must not');
  });

  it('it looks back as the configuration of the first run says, whatever a later one does', () => {
    const changed = (before: object, after: object) => {
      const run = createDoctoredRun();
      run.row({ inMs: -MINUTE_MS });
      const endMs = START_MS + 10_000;
      const lives = [
        { fromMs: START_MS, toMs: endMs, end: 'stop' as const, config: configOf({ ...OPEN, ...before }) },
        { fromMs: endMs, toMs: null, end: null, config: configOf({ ...OPEN, ...after }) },
      ];
      return judgementIn(run.history({ subscriptions: first, lives }));
    };
    expect(changed(LOOKS_BACK, {})).toBe('must');
    expect(changed({}, LOOKS_BACK)).toBe('must not');
  });

  it('what came while it began to read is told where the subscription begins below it', () => {
    expect(judged({ inMs: 1 }, { subscriptions: first })).toBe('must');
    expect(judged({ inMs: 5_000 }, { subscriptions: first })).toBe('must');
    const above = [{ ...first[0]!, sinceRowid: 1 }];
    const why = 'it came before the gateway first looked';
    expect(judged({ inMs: 1 }, { subscriptions: above })).toBe(why);
    expect(judged({ inMs: 5_000 }, { subscriptions: above })).toBe(why);
    expect(judged({ inMs: 5_001 }, { subscriptions: above })).toBe('must');
  });

  it('what comes between a first look back and the subscription has the window of what was missed', () => {
    const later = [{ ...first[0]!, atMs: START_MS + 20_000 }];
    const aged = (inMs: number, ageMs: number) => {
      const run = createDoctoredRun();
      run.row({ inMs, dateMs: START_MS + inMs - ageMs });
      const lives = lifeUnder(configOf({ ...OPEN, ...LOOKS_BACK }));
      return judgementIn(run.history({ subscriptions: later, lives }));
    };
    expect(aged(10_000, 70 * MINUTE_MS)).toBe('must');
    expect(aged(10_000, 3 * 60 * MINUTE_MS)).toBe('must not');
    expect(aged(-10_000, 70 * MINUTE_MS)).toBe('must not');
  });

  it('what a first start looked back to, and a later one is told of, has either window', () => {
    const later = { ...first[0]!, pid: first[0]!.pid + 1, atMs: START_MS + 60_000 };
    const aged = (inMs: number, ageMs: number) => {
      const run = createDoctoredRun();
      // The first inside of the window is where it begins to read.
      run.row({ inMs: inMs - 1 });
      const row = run.row({ inMs, dateMs: START_MS + inMs - ageMs });
      const lives = crashedAt(configOf({ ...OPEN, ...LOOKS_BACK }), START_MS + 30_000, START_MS + 50_000);
      run.told(row, START_MS + 61_000 - row.insertedAtMs, later.pid);
      return judgementIn(run.history({ subscriptions: [first[0]!, later], lives }));
    };
    expect(aged(-10_000, 10 * MINUTE_MS)).toBe('must');
    expect(aged(-10_000, 70 * MINUTE_MS)).toBe('its age is near a limit');
    expect(aged(-10_000, 3 * 60 * MINUTE_MS)).toBe('must not');
  });

  it('with catch-up nobody can say what a first start saw that ended before it subscribed', () => {
    const second = [{ ...first[0]!, atMs: START_MS + 70 * MINUTE_MS }];
    const judgedWith = (inMs: number, imessage: object) => {
      const [life] = lifeUnder(configOf({ ...OPEN, ...imessage }));
      const lives = [
        { ...life!, toMs: START_MS + 1_000, end: 'stop' as const },
        { ...life!, fromMs: START_MS + 69 * MINUTE_MS },
      ];
      const run = createDoctoredRun();
      run.row({ inMs });
      return judgementIn(run.history({ subscriptions: second, lives }));
    };
    const why = 'it came before the gateway first looked';
    expect(judgedWith(1, LOOKS_BACK)).toBe(why);
    expect(judgedWith(-MINUTE_MS, LOOKS_BACK)).toBe(why);
    expect(judgedWith(-32 * MINUTE_MS, LOOKS_BACK)).toBe('must not');
    expect(judgedWith(60 * MINUTE_MS, LOOKS_BACK)).toBe('must');
    expect(judgedWith(30 * MINUTE_MS, LOOKS_BACK)).toBe(why);
    expect(judgedWith(1, {})).toBe('must');
    expect(judgedWith(-MINUTE_MS, {})).toBe('must not');
  });

  it('a row that never stood in a chat is nobody’s', () => {
    expect(judged({ joinedAtMs: null, chatId: null, chatGuid: null, chatIdentifier: null })).toBe('must not');
  });

  it('one that was given up before it stood in a chat stays so, where it had been asked for to the last', () => {
    const given = (upAfterMs: number, joinedAfterMs: number, fate = 'dead') => {
      const guid = 'ROW-1-1';
      const event = { atMs: CAME_MS + upAfterMs, rowid: 1, guid, fate, isNew: true };
      return judged({ insertedAtMs: CAME_MS, joinedAtMs: CAME_MS + joinedAfterMs }, { rowEvents: [event] });
    };
    expect(given(10 * MINUTE_MS, 13 * MINUTE_MS)).toBe('must not');
    expect(given(9 * MINUTE_MS, 13 * MINUTE_MS)).toBe('must');
    expect(given(11 * MINUTE_MS + 1_999, 11 * MINUTE_MS)).toBe('must not');
    expect(given(11 * MINUTE_MS + 2_000, 11 * MINUTE_MS)).toBe('must');
    expect(given(10 * MINUTE_MS, 9 * MINUTE_MS)).toBe('must');
    expect(given(10 * MINUTE_MS, 13 * MINUTE_MS, 'stale')).toBe('must');
  });

  it('one that was given up while something kept imsg from telling it stays so, where it was told to nobody by then', () => {
    const kept = (upAfterMs: number, toMs: number, toldAfterMs: number | null = null) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: CAME_MS - START_MS });
      if (toldAfterMs !== null) run.told(row, toldAfterMs);
      const event = { atMs: CAME_MS + upAfterMs, rowid: 1, guid: row.guid, fate: 'dead', isNew: true };
      const disturbances = [{ what: 'torn', of: 'reading' as const, fromMs: CAME_MS, toMs: CAME_MS + toMs }];
      return judgementIn(run.history({ rowEvents: [event], disturbances }));
    };
    expect(kept(11 * MINUTE_MS, 20 * MINUTE_MS)).toBe('must not');
    expect(kept(11 * MINUTE_MS, 20 * MINUTE_MS, 12 * MINUTE_MS)).toBe('must not');
    expect(kept(11 * MINUTE_MS, 20 * MINUTE_MS, 1_000)).toBe('must');
    expect(kept(11 * MINUTE_MS, 20 * MINUTE_MS, 10 * MINUTE_MS + 1)).toBe('must');
    expect(kept(11 * MINUTE_MS, 10 * MINUTE_MS)).toBe('must');
    expect(kept(9 * MINUTE_MS, 12 * MINUTE_MS)).toBe('must');
  });

  it('what nobody read on after is to be answered where a gateway was there that could have read', () => {
    const ended = { subscriptions: [{ ...first[0]!, endedAtMs: CAME_MS }] };
    expect(judged({}, ended)).toBe('must');
    expect(judged({}, { subscriptions: [] })).toBe('must');
    expect(judged({}, { ...ended, endMs: CAME_MS + 139_999 })).toBe('nobody read on after it');
    const late = { joinedAtMs: CAME_MS + MINUTE_MS, insertedAtMs: CAME_MS };
    expect(judged(late, { ...ended, endMs: CAME_MS + 199_999 })).toBe('nobody read on after it');
    expect(judged(late, { ...ended, endMs: CAME_MS + 201_000 })).toBe('must');
    const deaf = [{ what: 'gone', of: 'all' as const, fromMs: START_MS, toMs: null }];
    expect(judged({}, { ...ended, disturbances: deaf })).toBe('nobody read on after it');
  });

  it('a subscription that passes over a row excuses nothing but what is too old for it', () => {
    const passed = [
      { ...first[0]!, endedAtMs: START_MS + 10 * MINUTE_MS },
      { ...first[0]!, atMs: CAME_MS + MINUTE_MS, sinceRowid: 9 },
    ];
    expect(judged({ rowid: 5 }, { subscriptions: passed })).toBe('must');
    expect(judged({ rowid: 5, ...aged(120 * MINUTE_MS) }, { subscriptions: passed })).toBe('must not');
  });
});

it('a third database: what stood in between was looked at by nobody whose watch went on with the first', () => {
  const [secondMs, thirdMs] = [60, 120].map((minutes) => START_MS + minutes * MINUTE_MS) as [number, number];
  const dated = (dateMs: number) =>
    judged(
      { database: 3, rowid: 4, inMs: thirdMs - START_MS, dateMs },
      {
        replacements: [
          { database: 2, atMs: secondMs },
          { database: 3, atMs: thirdMs },
        ],
        subscriptions: [
          { atMs: START_MS + 1_000, endedAtMs: null, pid: 1, database: 1, sinceRowid: -1 },
          { atMs: thirdMs + 10_000, endedAtMs: null, pid: 2, database: 3, sinceRowid: 3 },
        ],
      },
    );
  expect(dated(thirdMs - 14 * MINUTE_MS)).toBe('must');
  expect(dated(thirdMs - 40 * MINUTE_MS)).toBe(
    'a gateway may have looked at another database that it did not read',
  );
  expect(dated(secondMs - 16 * MINUTE_MS)).toBe('must not');
});
