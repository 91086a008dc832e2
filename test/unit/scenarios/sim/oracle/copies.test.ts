import { describe, expect, it } from 'vitest';
import { judgeRows } from '../../../../../scenarios/sim/oracle/judgement.ts';
import { receivingAccounts } from '../../../../../scenarios/sim/oracle/settings.ts';
import {
  configOf,
  createDoctoredRun,
  judgementIn,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;

describe('a copy in the place of the first database', () => {
  const swapMs = START_MS + 120 * MINUTE_MS;
  const subscriptions = [
    { atMs: START_MS + 1_000, endedAtMs: swapMs, pid: 1, database: 1, sinceRowid: -1 },
    { atMs: swapMs + 10_000, endedAtMs: null, pid: 2, database: 2, sinceRowid: 3 },
  ];
  const inMs = (atMs: number) => ({ database: 2, rowid: 4, inMs: atMs - START_MS });

  const copied = (before: object, after: object, isTold: boolean, looks = subscriptions) => {
    const run = createDoctoredRun();
    const row = run.row({ inMs: 110 * MINUTE_MS, ...before });
    if (isTold) run.told(row, 500);
    const guid = row.guid;
    run.row({ ...inMs(swapMs), guid, dateMs: row.dateMs, versions: row.versions, ...after });
    return judgementIn(run.history({ subscriptions: looks }));
  };

  it('a message that stood in the first, and was told of or was there before the gateway, is a repeat', () => {
    expect(copied({}, {}, true)).toBe('must not');
    expect(copied({ inMs: -MINUTE_MS }, {}, false)).toBe('must not');
    expect(copied({}, {}, false)).toBe('must');
  });

  it('a message that was told and is taken back in the copy before its turn may be in none; long before, it is', () => {
    const takenBack = (backMs: number, handedOverMs: number | null) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: 119 * MINUTE_MS });
      run.told(row, 500);
      const text = row.versions[0]!;
      const versions = [text, { ...text, atMs: swapMs + backMs, text: '' }];
      run.row({ ...inMs(swapMs), rowid: row.rowid, guid: row.guid, dateMs: row.dateMs, versions });
      if (handedOverMs !== null) run.turn([row], { atMs: swapMs + handedOverMs });
      return [
        ...judgeRows(receivingAccounts(configOf(OPEN))[0]!, run.history({ subscriptions })).values(),
      ][0]!.is;
    };
    expect(takenBack(0, 3_000)).toBe('either');
    expect(takenBack(0, MINUTE_MS)).toBe('must not');
    expect(takenBack(MINUTE_MS, 3_000)).toBe('must');
    expect(takenBack(MINUTE_MS, null)).toBe('must');
    expect(takenBack(-40_000, null)).toBe('either');
  });

  it('what was history of one database is history in a copy of it, where it stands again as it stood', () => {
    const judgedAt = (rowid: number, bornMs: number) => {
      const run = createDoctoredRun();
      run.told(run.row({ inMs: 60 * MINUTE_MS, rowid: 7 }), 500);
      const old = run.row({ ...inMs(swapMs), rowid: 2, dateMs: bornMs });
      const copied = { ...inMs(swapMs + 60 * MINUTE_MS), database: 3, guid: old.guid, dateMs: old.dateMs };
      run.row({ ...copied, rowid });
      const third = { atMs: swapMs + 61 * MINUTE_MS, endedAtMs: null, pid: 3, database: 3, sinceRowid: 0 };
      const looks = [subscriptions[0]!, { ...subscriptions[1]!, endedAtMs: swapMs + 60 * MINUTE_MS }, third];
      return judgementIn(run.history({ subscriptions: looks }));
    };
    expect(judgedAt(2, swapMs - 60 * MINUTE_MS)).toBe('must not');
    expect(judgedAt(2, swapMs - MINUTE_MS)).toBe('must');
  });

  it('what a first start left behind before it stood in a chat is history in a copy in which it does', () => {
    const copied = (insertedInMs: number) => {
      const run = createDoctoredRun();
      const noChat = { joinedAtMs: null, chatId: null, chatGuid: null, chatIdentifier: null };
      const row = run.row({ rowid: 1, inMs: insertedInMs, ...noChat });
      run.row({ ...inMs(swapMs), rowid: 1, guid: row.guid, dateMs: row.dateMs });
      const [first, second] = run.history({ subscriptions }).subscriptions;
      return judgementIn(run.history({ subscriptions: [{ ...first!, sinceRowid: 1 }, second!] }));
    };
    expect(copied(-500)).toBe('must not');
    expect(copied(0)).toBe('must not');
  });

  it('what came while the gateway began, and was told to nobody, may be what a copy is known by, or not', () => {
    const copyWith = (insertedInMs: number) => {
      const run = createDoctoredRun();
      const noChat = { joinedAtMs: null, chatId: null, chatGuid: null, chatIdentifier: null };
      const rows = [2, 3].map((rowid) => run.row({ rowid, inMs: insertedInMs, ...noChat }));
      for (const { guid, rowid } of rows)
        run.row({ ...inMs(swapMs), rowid, guid, dateMs: swapMs - 60 * MINUTE_MS });
      const [first, second] = subscriptions;
      return judgementIn(run.history({ subscriptions: [{ ...first!, sinceRowid: 0 }, second!] }));
    };
    expect(copyWith(500)).toBe('too little is known of the database that it may be a copy of');
    expect(copyWith(1_001)).toBe('must not');
  });

  it('a copy is no other: what it has of its own came while nobody looked, whatever its date', () => {
    const own = (copyRowid: number) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: 60 * MINUTE_MS });
      run.told(row, 500);
      run.row({ ...inMs(swapMs), rowid: copyRowid, guid: row.guid });
      run.row({ ...inMs(swapMs + 1_000), rowid: 9, dateMs: swapMs - 60 * MINUTE_MS });
      return judgementIn(run.history({ subscriptions }));
    };
    expect(own(1)).toBe('must');
    expect(own(2)).toBe('must not');
  });

  it('one that was given up before it stood in a chat stays so in a copy in which it does', () => {
    const copied = (upAfterMs: number) => {
      const run = createDoctoredRun();
      const noChat = { joinedAtMs: null, chatId: null, chatGuid: null, chatIdentifier: null };
      const first = run.row({ rowid: 1, inMs: 110 * MINUTE_MS, ...noChat });
      const joinedAtMs = swapMs + 5 * MINUTE_MS;
      run.row({ ...inMs(swapMs), rowid: 1, guid: first.guid, dateMs: first.dateMs, joinedAtMs });
      const atMs = first.insertedAtMs + upAfterMs;
      const event = { atMs, rowid: 1, guid: first.guid, fate: 'dead', isNew: true };
      return judgementIn(run.history({ subscriptions, rowEvents: [event] }));
    };
    expect(copied(11 * MINUTE_MS)).toBe('must not');
    expect(copied(9 * MINUTE_MS)).toBe('must');
  });

  it('a copy that has nothing more of what was known of the first is another; one that has little may be', () => {
    const copied = (there: number, newRowid: number, isTold = false) => {
      const run = createDoctoredRun();
      const first = Array.from({ length: 12 }, (_, index) => run.row({ rowid: index + 1, inMs: -MINUTE_MS }));
      if (isTold) run.told(first[0]!, MINUTE_MS + 2_000);
      for (const { guid, rowid } of first.slice(0, there)) run.row({ ...inMs(swapMs), rowid, guid });
      run.row({ ...inMs(swapMs + 1_000), rowid: newRowid, dateMs: swapMs - 60 * MINUTE_MS });
      return judgementIn(run.history({ subscriptions }));
    };
    expect(copied(4, 20)).toBe('must not');
    expect(copied(5, 20)).toBe('must');
    expect(copied(5, 6)).toBe('too little is known of the database that it may be a copy of');
    expect(copied(6, 7)).toBe('must');
    expect(copied(1, 6, true)).toBe('must');
  });

  it('a copy of one that was gone before anybody read it is another: nobody knows that one', () => {
    const run = createDoctoredRun();
    run.told(run.row({ inMs: 60 * MINUTE_MS }), 500);
    const unread = run.row({ ...inMs(swapMs), rowid: 2, dateMs: swapMs - 60 * MINUTE_MS });
    run.row({ ...inMs(swapMs + 1_000), rowid: 2, database: 3, guid: unread.guid, dateMs: unread.dateMs });
    const [first, second] = subscriptions;
    expect(judgementIn(run.history({ subscriptions: [first!, { ...second!, database: 3 }] }))).toBe(
      'must not',
    );
  });

  it('of one that a gateway saw as it started, and nobody read, a copy may be known', () => {
    const run = createDoctoredRun();
    const goneMs = START_MS + 10_000;
    const unread = run.row({ rowid: 1, inMs: -MINUTE_MS });
    run.row({ ...inMs(goneMs), rowid: 1, guid: unread.guid, dateMs: unread.dateMs });
    run.row({ ...inMs(goneMs), rowid: 2, dateMs: goneMs - 60 * MINUTE_MS });
    const looks = [{ ...subscriptions[1]!, atMs: goneMs + 10_000 }];
    expect(judgementIn(run.history({ subscriptions: looks }))).toBe(
      'too little is known of the database that it may be a copy of',
    );
  });

  it('what was told of the first before it stood in a chat, by a clock that had just been set, may be too old by it', () => {
    const told = (database: number) => {
      const run = createDoctoredRun();
      const cameMs = 110 * MINUTE_MS;
      const noChat = { joinedAtMs: null, chatId: null, chatGuid: null, chatIdentifier: null };
      const lone = run.row({ rowid: 1, inMs: cameMs, ...(database === 2 && noChat) });
      run.toldWithoutChat(lone, 5_000);
      const row = database === 1 ? lone : run.row({ database, rowid: 1, inMs: cameMs, guid: lone.guid });
      run.told(row, 8_000, 2);
      const setMs = lone.insertedAtMs + 1_000;
      return judgementIn(
        run.history({
          clockOffsets: [{ fromMs: setMs, offsetMs: 73 * MINUTE_MS }],
          replacements: database === 1 ? [] : [{ database, atMs: lone.insertedAtMs + 500 }],
          subscriptions: [
            { ...subscriptions[0]!, endedAtMs: setMs + 4_500 },
            { ...subscriptions[1]!, database, atMs: setMs + 6_000, sinceRowid: 0 },
          ],
          restedAtMs: lone.insertedAtMs + 60 * MINUTE_MS,
        }),
      );
    };
    expect(told(1)).toBe('must');
    expect(told(2)).toBe('its age is near a limit');
  });

  it('one whose rows are numbered anew is another, though one of them has the number that it had', () => {
    const judgedWith = (...numbers: readonly number[]) => {
      const run = createDoctoredRun();
      const first = [1, 2, 3].map((rowid) => run.row({ rowid, inMs: rowid * MINUTE_MS }));
      for (const row of first) run.told(row, 500);
      for (const [index, { guid }] of first.entries())
        run.row({ ...inMs(swapMs), rowid: numbers[index]!, guid });
      run.row({ ...inMs(swapMs + 1_000), rowid: 9, dateMs: swapMs - 60 * MINUTE_MS });
      return judgementIn(run.history({ subscriptions }));
    };
    expect(judgedWith(1, 2, 3)).toBe('must');
    expect(judgedWith(3, 2, 1)).toBe('must not');
  });
});
