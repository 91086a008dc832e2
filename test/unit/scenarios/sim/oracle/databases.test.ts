import { describe, expect, it } from 'vitest';
import {
  ALICE,
  configOf,
  crashedAt,
  createDoctoredRun,
  GROUP,
  judged,
  judgementIn,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

describe('another database in the place of the first', () => {
  const swapMs = START_MS + 120 * MINUTE_MS;
  const subscriptions = [
    { atMs: START_MS + 1_000, endedAtMs: swapMs, pid: 1, database: 1, sinceRowid: -1 },
    { atMs: swapMs + 10_000, endedAtMs: null, pid: 2, database: 2, sinceRowid: 3 },
  ];
  const inMs = (atMs: number) => ({ database: 2, rowid: 4, inMs: atMs - START_MS });

  it('what is dated after the last look at the first, less 15 minutes, is answered; the rest is history', () => {
    const came = { ...inMs(swapMs) };
    const dated = (beforeMs: number) => judged({ ...came, dateMs: swapMs - beforeMs }, { subscriptions });
    expect(dated(15 * MINUTE_MS - 30_001)).toBe('must');
    expect(dated(15 * MINUTE_MS)).toBe('its date is near the last look at another database');
    expect(dated(15 * MINUTE_MS + 30_001)).toBe('must not');
    expect(judged(inMs(swapMs + 5_000), { subscriptions })).toBe('must');
    expect(judged(inMs(swapMs + MINUTE_MS), { subscriptions })).toBe('must');
  });

  it('a clock that was wrong at the last look moves that edge: what either clock makes history nobody can say', () => {
    const dated = (beforeMs: number, offsetMs: number) =>
      judged(
        { ...inMs(swapMs), dateMs: swapMs - beforeMs },
        { subscriptions, clockOffsets: [{ fromMs: START_MS, offsetMs }] },
      );
    const WRONG = 'the clock of the gateway was wrong at the last look at another database';
    expect(dated(MINUTE_MS, 31 * MINUTE_MS)).toBe(WRONG);
    expect(dated(60 * MINUTE_MS, 31 * MINUTE_MS)).toBe('must not');
    expect(dated(20 * MINUTE_MS, -31 * MINUTE_MS)).toBe(WRONG);
    expect(dated(MINUTE_MS, 10 * MINUTE_MS)).not.toBe(WRONG);
  });

  it('a gateway that ran on without reading may have looked at it until it went', () => {
    const ended = [{ ...subscriptions[0]!, endedAtMs: START_MS + 60 * MINUTE_MS }, subscriptions[1]!];
    const [life] = lifeUnder(configOf(OPEN));
    const gone = { ...life!, toMs: START_MS + 60 * MINUTE_MS, end: 'crash' as const };
    const dated = (beforeMs: number, second: object) =>
      judged(
        { ...inMs(swapMs), dateMs: swapMs - beforeMs },
        { subscriptions: ended, lives: [gone, { ...life!, ...second }] },
      );
    const ranOn = { fromMs: START_MS + 60 * MINUTE_MS };
    expect(dated(40 * MINUTE_MS, ranOn)).toBe(
      'a gateway may have looked at another database that it did not read',
    );
    expect(dated(14 * MINUTE_MS, ranOn)).toBe('must');
    expect(dated(82 * MINUTE_MS, ranOn)).toBe('must not');
    expect(dated(40 * MINUTE_MS, { fromMs: swapMs })).toBe('must');
  });

  it('a gateway that started on it and subscribed later had looked by then: what comes in between is no history', () => {
    const startMs = swapMs + MINUTE_MS;
    const later = [subscriptions[0]!, { ...subscriptions[1]!, atMs: swapMs + 6 * MINUTE_MS }];
    const [life] = lifeUnder(configOf(OPEN));
    const lives = [
      { ...life!, toMs: swapMs + 50 * SECOND_MS, end: 'stop' as const },
      { ...life!, fromMs: startMs },
    ];
    const replacements = [{ database: 2, atMs: swapMs }];
    const deaf = { what: 'signal', of: 'all' as const, fromMs: swapMs, toMs: later[1]!.atMs };
    const cameAt = (atMs: number, what = 'signal', facts: object = {}) =>
      judged(
        { ...inMs(atMs), dateMs: atMs - 35 * MINUTE_MS },
        {
          subscriptions: later,
          lives,
          replacements,
          disturbances: [{ ...deaf, what }],
          restedAtMs: swapMs + 60 * MINUTE_MS,
          ...facts,
        },
      );
    const unseen = 'it came before the gateway first looked';
    expect(cameAt(startMs + 2_001)).toBe('must');
    expect(cameAt(startMs + 2_000)).toBe(unseen);
    expect(cameAt(startMs)).toBe(unseen);
    expect(cameAt(swapMs)).toBe('must not');
    // Nobody could look.
    expect(cameAt(startMs + 2_001, 'chat.db rejects')).toBe(unseen);
    expect(cameAt(startMs + 2_001, 'fullDiskAccess')).toBe(unseen);
    // It was put there under the gateway, which nothing kept from subscribing; or by nobody knows when.
    const alone = { lives: [life!], disturbances: [] };
    expect(cameAt(startMs + 2_001, '', alone)).toBe('must not');
    expect(cameAt(startMs + 2_001, '', { ...alone, replacements: [] })).toBe('must not');
    expect(cameAt(startMs + 2_001, 'signal', { lives: [life!] })).toBe(unseen);
  });

  it('one that a gateway saw as it started, and that was gone before imsg was ready, was looked at all the same', () => {
    const [life] = lifeUnder(configOf(OPEN));
    const dated = (beforeMs: number, facts: object = {}, ranMs = 10 * SECOND_MS) => {
      const goneMs = START_MS + ranMs;
      return judged(
        { ...inMs(goneMs), dateMs: goneMs - beforeMs },
        {
          subscriptions: [{ ...subscriptions[1]!, atMs: goneMs + 10 * SECOND_MS, sinceRowid: -1 }],
          replacements: [{ database: 2, atMs: goneMs }],
          ...facts,
        },
      );
    };
    expect(dated(14 * MINUTE_MS)).toBe('must');
    expect(dated(16 * MINUTE_MS)).toBe('must not');
    expect(dated(16 * MINUTE_MS, {}, 2_000)).toBe('it came before the gateway first looked');
    expect(dated(16 * MINUTE_MS, { lives: [{ ...life!, fromMs: START_MS + 10 * SECOND_MS }] })).toBe('must');
    // It may have looked until it went, and as it started only.
    expect(dated(20 * MINUTE_MS, {}, 10 * MINUTE_MS)).toBe(
      'a gateway may have looked at another database that it did not read',
    );
    const rejects = [
      { what: 'chat.db rejects', of: 'all' as const, fromMs: START_MS, toMs: START_MS + 5_000 },
    ];
    expect(dated(16 * MINUTE_MS, { disturbances: rejects })).toBe('it came before the gateway first looked');
  });

  it('what the first was told of is answered; what it was never told of before it went is not', () => {
    const run = (toldAfterMs: number | null) => {
      const made = createDoctoredRun();
      const row = made.row({ inMs: swapMs - SECOND_MS - START_MS });
      made.row({ database: 2, rowid: 1, inMs: swapMs - START_MS });
      if (toldAfterMs !== null) made.told(row, toldAfterMs);
      const history = made.history({ subscriptions });
      return judgementIn({ ...history, rows: [...history.rows].reverse() });
    };
    expect(run(null)).toBe('must not');
    expect(run(500)).toBe('must');
    expect(judged({ inMs: 20 * MINUTE_MS }, { subscriptions })).toBe('must');
  });

  it('what came late to its chat is told when it is asked for next: nobody was told before, and it went with the first', () => {
    const late = (joinedAfterMs: number, goneAfterMs: number) => {
      const made = createDoctoredRun();
      const cameMs = swapMs - goneAfterMs;
      made.row({ database: 2, rowid: 1, inMs: swapMs - START_MS });
      made.row({ inMs: cameMs - START_MS, joinedAtMs: cameMs + joinedAfterMs });
      return judgementIn(made.history({ subscriptions }));
    };
    expect(late(97 * SECOND_MS, 10 * MINUTE_MS)).toBe('must not');
    expect(late(97 * SECOND_MS, 12 * MINUTE_MS)).toBe('must');
    expect(late(3 * SECOND_MS, 2 * MINUTE_MS)).toBe('must');
    expect(late(3 * SECOND_MS, 30 * SECOND_MS)).toBe('must not');
    expect(late(20, 30 * SECOND_MS)).toBe('must');
    expect(late(700 * SECOND_MS, 13 * MINUTE_MS)).toBe('must');
  });

  it('what was told to a gateway that did not live on may be lost with its database', () => {
    const told = (database: number) => {
      const made = createDoctoredRun();
      const row = made.row({ inMs: swapMs - SECOND_MS - START_MS });
      made.row({ database: 2, rowid: 1, inMs: swapMs + MINUTE_MS - START_MS });
      made.told(row, 500);
      const history = made.history({
        subscriptions: [subscriptions[0]!, { ...subscriptions[1]!, database }],
        lives: crashedAt(configOf(OPEN), swapMs),
      });
      return judgementIn({ ...history, rows: [...history.rows].reverse() });
    };
    expect(told(1)).toBe('must');
    expect(told(2)).toBe('its database was taken away while it was told');
  });

  it('what keeps a gateway from looking moves that edge to its begin, though imsg reads on', () => {
    const HINDERED = 'something kept the gateway from looking before another database came';
    const dated = (beforeMs: number, what: string, toMs: number | null) => {
      const disturbances = [{ what, of: 'reading' as const, fromMs: swapMs - 60 * MINUTE_MS, toMs }];
      return judged({ ...inMs(swapMs), dateMs: swapMs - beforeMs }, { subscriptions, disturbances });
    };
    expect(dated(40 * MINUTE_MS, 'fullDiskAccess', null)).toBe(HINDERED);
    expect(dated(40 * MINUTE_MS, 'fullDiskAccess', swapMs)).toBe(HINDERED);
    expect(dated(40 * MINUTE_MS, 'fullDiskAccess', swapMs - MINUTE_MS)).toBe('must not');
    expect(dated(40 * MINUTE_MS, 'automation', null)).toBe('must not');
    expect(dated(77 * MINUTE_MS, 'fullDiskAccess', null)).toBe('must not');
    expect(dated(14 * MINUTE_MS, 'fullDiskAccess', swapMs)).toBe('must');
  });

  it('a gateway that cannot look goes on where the first ended, and passes over what stands below', () => {
    const UNPROVEN = 'a gateway may have taken its database for the one before';
    const below = (rowid: number, what: string, toMs: number) => {
      const fromMs = swapMs - MINUTE_MS;
      const disturbances = [{ what, of: 'reading' as const, fromMs, toMs }];
      return judged({ ...inMs(swapMs), rowid }, { subscriptions, disturbances });
    };
    expect(below(3, 'chat.db rejects', swapMs + 10_000)).toBe(UNPROVEN);
    expect(below(4, 'chat.db rejects', swapMs + 10_000)).toBe('must');
    expect(below(3, 'chat.db rejects', swapMs + 9_999)).toBe('must');
    expect(below(3, 'torn', swapMs + 10_000)).toBe('must');
  });

  it('of what may have been history in the second nobody can say in a copy of that either', () => {
    const copied = (offsetMs: number) => {
      const made = createDoctoredRun();
      const copiedMs = swapMs + 60 * MINUTE_MS;
      const old = { rowid: 4, guid: 'OLD', dateMs: swapMs - 20 * MINUTE_MS };
      const row = made.row({ ...old, database: 2, inMs: swapMs - START_MS });
      const again = made.row({ ...old, database: 3, inMs: copiedMs - START_MS });
      const last = { atMs: copiedMs + 10_000, endedAtMs: null, pid: 3, database: 3, sinceRowid: 4 };
      const history = made.history({
        subscriptions: [subscriptions[0]!, { ...subscriptions[1]!, endedAtMs: copiedMs }, last],
        clockOffsets: offsetMs === 0 ? [] : [{ fromMs: START_MS, offsetMs }],
      });
      return [row, again].map((one) => {
        const rows = [...history.rows.filter((other) => other !== one), one];
        return judgementIn({ ...history, rows });
      });
    };
    const WRONG = 'the clock of the gateway was wrong at the last look at another database';
    expect(copied(-3 * 24 * 60 * MINUTE_MS)).toEqual([WRONG, 'must not']);
    expect(copied(0)).toEqual(['must not', 'must not']);
  });

  it('a number that is its group’s in the second may be looked up there, by who decides while that takes its place', () => {
    const NAMED = 'a list names another chat of its group by its number';
    const numbered = (toldAfterMs: number, facts: object = {}) => {
      const made = createDoctoredRun();
      const row = made.row({ ...GROUP, chatId: 1, inMs: swapMs - MINUTE_MS - START_MS });
      made.row({ ...GROUP, database: 2, rowid: 1, chatId: 7, inMs: swapMs - START_MS, ...facts });
      made.told(row, toldAfterMs);
      const lists = { ...OPEN, groupPolicy: 'allowlist', groupAllowFrom: ['chat_id:7'] };
      const history = made.history({ subscriptions, lives: lifeUnder(configOf(lists)) });
      return judgementIn({ ...history, rows: [...history.rows].reverse() });
    };
    expect(numbered(MINUTE_MS + 500)).toBe(NAMED);
    expect(numbered(MINUTE_MS - 2_000)).toBe(NAMED);
    expect(numbered(MINUTE_MS - 2_001)).toBe('must not');
    expect(numbered(MINUTE_MS + 500, { chatId: 8 })).toBe('must not');
    expect(numbered(MINUTE_MS + 500, { chatGuid: 'any;+;chat9', chatIdentifier: 'chat9' })).toBe('must not');
  });

  it('a gateway that was killed may not have kept when it last looked, for the last minutes', () => {
    const beforeLast = (agoMs: number, end: 'crash' | 'stop', tellsAgoMs: number | null = null) => {
      const made = createDoctoredRun();
      if (tellsAgoMs !== null) made.told(made.row({ inMs: swapMs - tellsAgoMs - START_MS }), 0);
      made.row({ database: 2, rowid: 1, inMs: swapMs - START_MS, dateMs: swapMs - 15 * MINUTE_MS - agoMs });
      const [life] = lifeUnder(configOf(OPEN));
      const lives = [
        { ...life!, toMs: swapMs, end },
        { ...life!, fromMs: swapMs + 1 },
      ];
      return judgementIn(made.history({ subscriptions, lives }));
    };
    const unkept = 'a gateway that was killed may not have kept its last look at another database';
    expect(beforeLast(2 * MINUTE_MS, 'crash')).toBe(unkept);
    expect(beforeLast(2 * MINUTE_MS, 'stop')).toBe('must not');
    expect(beforeLast(6 * MINUTE_MS, 'crash')).toBe('must not');
    // A row takes the time of its own with it.
    expect(beforeLast(2 * MINUTE_MS, 'crash', MINUTE_MS)).toBe('must not');
    expect(beforeLast(2 * MINUTE_MS, 'crash', 4 * MINUTE_MS)).toBe(unkept);
  });

  it('a number that named a group of the first admits no other group of the second', () => {
    const judgedUnder = (imessage: object, chatGuid: string) => {
      const run = createDoctoredRun();
      run.turn([run.row({ ...GROUP, inMs: 20 * MINUTE_MS })]);
      run.row({ ...GROUP, chatGuid, database: 2, rowid: 4, inMs: 130 * MINUTE_MS });
      return judgementIn(run.history({ subscriptions, lives: lifeUnder(configOf({ ...imessage })) }));
    };
    const judgedWith = (groupAllowFrom: string[], chatGuid: string) =>
      judgedUnder({ groupPolicy: 'allowlist', groupAllowFrom }, chatGuid);
    expect(judgedWith(['chat_id:7'], 'any;+;another')).toBe('must not');
    expect(judgedWith(['chat_id:7'], GROUP.chatGuid)).toBe('must');
    expect(judgedWith(['chat_id:7', ALICE], 'any;+;another')).toBe('must');
    expect(judgedWith(['chat_guid:any;+;another'], 'any;+;another')).toBe('must');
    const keyed = (groups: object, chatGuid: string) =>
      judgedUnder({ groupPolicy: 'open', groups }, chatGuid);
    expect(keyed({ 7: {} }, 'any;+;another')).toBe('must not');
    expect(keyed({ 7: {} }, GROUP.chatGuid)).toBe('must');
    expect(keyed({ 7: {}, '*': {} }, 'any;+;another')).toBe('must');
    expect(keyed({}, 'any;+;another')).toBe('must');
  });
});
