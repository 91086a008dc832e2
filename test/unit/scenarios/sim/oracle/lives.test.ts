import { describe, expect, it } from 'vitest';
import {
  BOB,
  brokenIn,
  configOf,
  createDoctoredRun,
  DIRECT,
  GROUP,
  OPEN,
  reloadedAt,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;
const CAME_MS = START_MS + HOUR_MS;
type Keys = Parameters<typeof configOf>[0];
const LISTED = { dmPolicy: 'allowlist', allowFrom: [BOB] };

/** Two gateways, the second of which begins so long after the row came. */
const twoLives = (first: Keys, second: Keys, changedAfterMs: number) => {
  const [toMs, fromMs] = [CAME_MS + changedAfterMs, CAME_MS + changedAfterMs + 1];
  return {
    lives: [
      { fromMs: START_MS, toMs, end: 'crash' as const, config: configOf(first) },
      { fromMs, toMs: null, end: null, config: configOf(second) },
    ],
    subscriptions: [
      { atMs: START_MS + SECOND_MS, endedAtMs: toMs, pid: 1, database: 1, sinceRowid: -1 },
      { atMs: fromMs + SECOND_MS, endedAtMs: null, pid: 2, database: 1, sinceRowid: 0 },
    ],
  };
};

describe('a gateway that goes on with another configuration', () => {
  it('has the time of both to answer', () => {
    const run = createDoctoredRun();
    run.told(run.row({ inMs: CAME_MS - START_MS }), SECOND_MS);
    const facts = (atMs: number) => ({
      lives: reloadedAt(configOf(OPEN), CAME_MS + 25 * SECOND_MS),
      endMs: atMs,
    });
    expect(brokenIn(run.history(facts(CAME_MS + 20 * SECOND_MS)))).not.toContain('answered');
    expect(brokenIn(run.history(facts(CAME_MS + 50 * SECOND_MS)))).toContain('answered');
  });
});

describe('what was turned away at once', () => {
  it('was so by the configuration of then, whatever a later one would say of it', () => {
    const decided = (fate: string | null, atMs: number) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: CAME_MS - START_MS });
      run.told(row, SECOND_MS, 1);
      const event = { atMs, rowid: row.rowid, guid: row.guid, fate, isNew: true };
      return brokenIn(
        run.history({ ...twoLives({ ...OPEN, ...LISTED }, OPEN, 2 * SECOND_MS), rowEvents: [event] }),
      );
    };
    expect(decided('denied', CAME_MS + SECOND_MS)).not.toContain('answered');
    expect(decided('denied', CAME_MS + 4 * SECOND_MS)).toContain('answered');
  });

  it('and what a later gateway told of first was decided by its configuration, however long another had it', () => {
    const found = (firstMs: number) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: CAME_MS - START_MS });
      run.told(row, SECOND_MS, 1);
      run.told(row, 50 * SECOND_MS, 2);
      run.turn([row], { atMs: CAME_MS + 52 * SECOND_MS });
      const event = { atMs: CAME_MS + firstMs, rowid: row.rowid, guid: row.guid, fate: null, isNew: true };
      const lives = twoLives({ ...OPEN, ...LISTED }, OPEN, 45 * SECOND_MS);
      return brokenIn(run.history({ ...lives, rowEvents: [event] })).includes('silent');
    };
    expect([2 * SECOND_MS, 51 * SECOND_MS].map(found)).toEqual([true, false]);
  });

  it('and what was told as one gateway ended and the next began was decided by the one that ended', () => {
    const isWrong = (first: Keys, second: Keys, startedBeforeMs: number) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: CAME_MS - START_MS });
      run.told(row, 40 * SECOND_MS - 2, 1);
      run.turn([row], { atMs: CAME_MS + 50 * SECOND_MS });
      const toldMs = CAME_MS + 40 * SECOND_MS;
      const event = { atMs: toldMs, rowid: row.rowid, guid: row.guid, fate: null, isNew: true };
      const endedMs = toldMs - startedBeforeMs;
      const lives = [
        { fromMs: CAME_MS + 39 * SECOND_MS, toMs: endedMs, end: 'stop' as const, config: configOf(first) },
        { fromMs: endedMs, toMs: null, end: null, config: configOf(second) },
      ];
      return brokenIn(run.history({ lives, rowEvents: [event] })).includes('silent');
    };
    const listed = { ...OPEN, ...LISTED };
    expect(isWrong(OPEN, listed, 0)).toBe(false);
    expect(isWrong(OPEN, listed, SECOND_MS)).toBe(true);
  });
});

describe('a command that waited while its gateway died', () => {
  it('may be answered where the next one would not hear it, and where the next one alone would', () => {
    const closed = { ...OPEN, dmPolicy: 'disabled' };
    const found = (first: Keys, second: Keys, isAnswered: boolean) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: CAME_MS - START_MS, text: '/status' });
      run.told(row, SECOND_MS, 1);
      const part = { partId: 'notice', turnId: null, lane: `default/${row.chatGuid}`, text: 'Idle.' };
      const parts = [{ ...part, atMs: CAME_MS + 5 * SECOND_MS, state: 'expired', guid: null }];
      const said = isAnswered ? { parts } : {};
      const clauses = brokenIn(run.history({ ...twoLives(first, second, 2 * SECOND_MS), ...said }));
      return clauses.filter((clause) => clause === (isAnswered ? 'unasked' : 'replied'));
    };
    for (const isAnswered of [true, false]) {
      expect(found(OPEN, closed, isAnswered)).toEqual([]);
      expect(found(closed, OPEN, isAnswered)).toEqual([]);
    }
    expect(found(closed, closed, true)).toEqual(['unasked']);
  });
});

describe('a decision in words while its gateway dies', () => {
  it('may be answered where the next one alone lets its writer in', () => {
    const found = (first: Keys, second: Keys) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: CAME_MS - START_MS, text: '/approve ABCD2345 perhaps' });
      run.told(row, SECOND_MS, 1);
      const text = 'Usage: /approve <id> allow-once|allow-always|deny';
      const part = { partId: 'approval:1', turnId: null, lane: `default/${row.chatGuid}`, text };
      const parts = [{ ...part, atMs: CAME_MS + 5 * SECOND_MS, state: 'expired', guid: null }];
      const clauses = brokenIn(run.history({ ...twoLives(first, second, 2 * SECOND_MS), parts }));
      return clauses.filter((clause) => clause === 'unasked');
    };
    expect(found(LISTED, OPEN)).toEqual([]);
    expect(found(LISTED, LISTED)).toEqual(['unasked']);
  });
});

describe('what is too much while its gateway dies', () => {
  it('may be told so where the next one lets nobody in, and where the next one alone would', () => {
    const narrow = { ...OPEN, inbound: { turnsPerSender: { hour: 1 } } };
    const closed = { ...OPEN, dmPolicy: 'disabled' };
    const found = (first: Keys, second: Keys, isTold: boolean) => {
      const run = createDoctoredRun();
      const before = run.row({ inMs: CAME_MS - START_MS - 60 * SECOND_MS });
      run.told(before, SECOND_MS, 1);
      run.turn([before]);
      const row = run.row({ inMs: CAME_MS - START_MS });
      run.told(row, SECOND_MS, 1);
      const { parts, ...history } = run.history(twoLives(first, second, 2 * SECOND_MS));
      const notice = { partId: 'enough', turnId: null, lane: `default/${row.chatGuid}`, text: 'Enough.' };
      const told = { ...notice, atMs: CAME_MS + 5 * SECOND_MS, state: 'expired', guid: null };
      const clauses = brokenIn({ ...history, parts: isTold ? [...parts, told] : parts });
      return clauses.filter((clause) => clause === (isTold ? 'unasked' : 'replied'));
    };
    expect(found(narrow, closed, true)).toEqual([]);
    expect(found(narrow, closed, false)).toEqual([]);
    expect(found(OPEN, narrow, true)).toEqual([]);
    expect(found(closed, closed, true)).toEqual(['unasked']);
  });
});

describe('a row is judged by the configuration of the gateway that could decide about it', () => {
  interface Case {
    readonly first: Keys;
    readonly second: Keys;
    /** So long after the row. */
    readonly changed: number;
    readonly told: number;
    readonly tornFrom?: number;
    readonly tornFor?: number;
    readonly joined?: number;
  }
  const found = (one: Case, isAnswered: boolean) => {
    const { first, second, changed, told, tornFrom = -1, tornFor = 0, joined = 0 } = one;
    const run = createDoctoredRun();
    const row = run.row({ inMs: CAME_MS - START_MS, joinedAtMs: CAME_MS + joined * SECOND_MS });
    const afterMs = told * SECOND_MS;
    run.told(row, afterMs, told < changed ? 1 : 2);
    if (isAnswered) run.turn([row], { atMs: CAME_MS + afterMs + SECOND_MS });
    const [fromMs, toMs] = [CAME_MS + tornFrom * SECOND_MS, CAME_MS + tornFor * SECOND_MS];
    const disturbances = tornFor > 0 ? [{ what: 'torn', of: 'reading' as const, fromMs, toMs }] : [];
    const lives = twoLives(first, second, changed * SECOND_MS);
    return brokenIn(run.history({ ...lives, disturbances })).filter(
      (clause) => clause === 'silent' || clause === 'answered',
    );
  };
  const expectMust = (one: Case) => {
    expect(found(one, true)).toEqual([]);
    expect(found(one, false)).toEqual(['answered']);
  };
  const expectMustNot = (one: Case) => {
    expect(found(one, true)).toEqual(['silent']);
    expect(found(one, false)).toEqual([]);
  };

  it('not of one that was told nothing, since every line was torn', () => {
    const torn = { changed: 60, told: 70, tornFor: 65 };
    expectMustNot({ first: OPEN, second: LISTED, ...torn });
    expectMust({ first: LISTED, second: OPEN, ...torn });
  });

  it('of the first one that was told, however long lines were torn before', () => {
    const torn = { changed: 60, told: 10, tornFor: 5 };
    expectMust({ first: OPEN, second: LISTED, ...torn });
    expectMustNot({ first: LISTED, second: OPEN, ...torn });
  });

  it('of either one where it was told to the first shortly before its end', () => {
    const torn = { changed: 60, told: 50, tornFor: 45 };
    for (const isAnswered of [true, false]) {
      expect(found({ first: OPEN, second: LISTED, ...torn }, isAnswered)).toEqual([]);
      expect(found({ first: LISTED, second: OPEN, ...torn }, isAnswered)).toEqual([]);
    }
  });

  it('of one that had nothing in its way and should have been told', () => {
    expectMust({ first: OPEN, second: LISTED, changed: 60, told: 70 });
    expectMustNot({ first: LISTED, second: OPEN, changed: 60, told: 70 });
    const tornThen = { tornFrom: 61, tornFor: 65, changed: 60, told: 70 };
    expectMust({ first: OPEN, second: LISTED, ...tornThen });
    expectMustNot({ first: LISTED, second: OPEN, ...tornThen });
  });

  it('not of one that ended before it stood in a chat, or before what came late to its chat was asked for', () => {
    const chatless = { changed: 60, joined: 83, told: 90 };
    expectMustNot({ first: OPEN, second: LISTED, ...chatless });
    expectMust({ first: LISTED, second: OPEN, ...chatless });
    const passed = { changed: 80, joined: 20, told: 100 };
    expectMustNot({ first: OPEN, second: LISTED, ...passed });
    expectMust({ first: LISTED, second: OPEN, ...passed });
    expectMust({ first: OPEN, second: LISTED, ...passed, changed: 126, told: 140 });
    expectMustNot({ first: LISTED, second: OPEN, ...passed, changed: 126, told: 140 });
  });

  it('not of one that ended before it could be told', () => {
    expectMustNot({ first: OPEN, second: LISTED, changed: 1, told: 3 });
    expectMust({ first: LISTED, second: OPEN, changed: 1, told: 3 });
  });
});

it('an entry that the second gateway was given after another database came stands for what has its number now', () => {
  const foundUnder = (first: readonly string[]) => {
    const run = createDoctoredRun();
    const lists = (groupAllowFrom: readonly string[]) => ({
      ...OPEN,
      groupPolicy: 'allowlist',
      groupAllowFrom,
    });
    const { lives, subscriptions } = twoLives(lists(first), lists(['chat_id:7']), SECOND_MS);
    run.turn([run.row({ ...DIRECT, chatId: 7, inMs: 60 * SECOND_MS })]);
    const row = run.row({ ...GROUP, database: 2, rowid: 4, inMs: CAME_MS - START_MS });
    run.told(row, 3 * SECOND_MS, 2);
    run.turn([row], { atMs: CAME_MS + 4 * SECOND_MS });
    const second = { ...subscriptions[1]!, database: 2 };
    return brokenIn(run.history({ lives, subscriptions: [subscriptions[0]!, second] }));
  };
  expect(foundUnder(['chat_id:3'])).toEqual([]);
  expect(foundUnder(['chat_id:7'])).toEqual(['silent']);
});

it('what one gateway refused, and the next may have kept for a turn of its group, may be told with that', () => {
  const foundWith = (beforeEndMs: number) => {
    const run = createDoctoredRun();
    const { lives, subscriptions } = twoLives({ ...OPEN, groupPolicy: 'disabled' }, OPEN, 60 * SECOND_MS);
    const asks = { messages: { groupChat: { mentionPatterns: ['trouble'] } } };
    const [first, second] = lives;
    const inMs = CAME_MS - START_MS + 60 * SECOND_MS - beforeEndMs;
    const row = run.row({ ...GROUP, inMs, text: 'Hello' });
    run.told(row, SECOND_MS);
    const mention = run.row({ ...GROUP, inMs: CAME_MS - START_MS + 90 * SECOND_MS, text: 'trouble' });
    run.told(mention, SECOND_MS, 2);
    const context = [{ sender: row.sender!, text: 'Hello', rowid: row.rowid }];
    run.turn([mention], { context });
    const then = { ...second!, config: { ...(second!.config as object), ...asks } };
    const broken = brokenIn(run.history({ subscriptions, lives: [first!, then] }));
    return broken.filter((clause) => clause === 'context');
  };
  expect(foundWith(5 * SECOND_MS)).toEqual([]);
  expect(foundWith(50 * SECOND_MS)).toEqual(['context']);
});

it('a gateway that asks for a missing row as it begins decides by its own boundary, not by that of the one before', () => {
  const MINUTE_MS = 60 * SECOND_MS;
  const foundAt = (changedAfterMs: number) => {
    const run = createDoctoredRun();
    const row = run.row({ inMs: CAME_MS - START_MS });
    run.toldAgain(row, changedAfterMs + 5);
    return brokenIn(run.history(twoLives(OPEN, OPEN, changedAfterMs))).filter(
      (clause) => clause === 'answered',
    );
  };
  expect(foundAt(49 * MINUTE_MS)).toEqual(['answered']);
  expect(foundAt(130 * MINUTE_MS)).toEqual([]);
});
