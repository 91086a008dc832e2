import { describe, expect, it } from 'vitest';
import type { PartEvent, RowEvent } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  BOB,
  brokenIn,
  configOf,
  crashedAt,
  createDoctoredRun,
  DIRECT,
  GROUP,
  LINK,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const TWO_AN_HOUR = configOf({ ...OPEN, inbound: { turnsPerSender: { hour: 2 } } });

interface Case {
  /** What became of what was answered by nobody. Default: it is refused as too much. */
  readonly fate?: 'refused' | 'denied';
  /** Whether what was answered has its end as part of the conversation, as what is stopped has. */
  readonly stopped?: boolean;
  /** The second is a link, so long after the first. */
  readonly linkAfterMs?: number;
  /** Of what Alice writes, a minute apart, and of what Bob does behind it. */
  readonly answered: readonly boolean[];
  /** What is otherwise in what was told of the first. */
  readonly first?: Partial<RowEvent>;
  readonly bobs?: boolean;
  /** How often she is told that it is enough. */
  readonly told: number;
  readonly everyMs?: number;
  /** By how much the gateway's clock is set back just before the last one. */
  readonly setBackMs?: number;
}

/** One person may have two messages in an hour answered. */
function brokenWhere({
  answered,
  bobs,
  told,
  everyMs = MINUTE_MS,
  fate: refused = 'refused',
  stopped = false,
  linkAfterMs,
  first,
  setBackMs,
}: Case): string[] {
  const run = createDoctoredRun();
  const rows = answered.map((_, index) =>
    linkAfterMs !== undefined && index === 1
      ? run.row({ inMs: everyMs + linkAfterMs, balloonId: LINK, text: 'https://example.com/1' })
      : run.row({ inMs: everyMs * (index + 1) }),
  );
  for (const [index, row] of rows.entries()) {
    run.told(row, 500);
    if (answered[index]) run.turn([row]);
  }
  if (bobs !== undefined) {
    const inBobs = { chatId: 2, chatGuid: `any;-;${BOB}`, chatIdentifier: BOB, sender: BOB };
    const row = run.row({ inMs: everyMs * (rows.length + 1), ...inBobs });
    run.told(row, 500);
    if (bobs) run.turn([row]);
  }
  const notices = Array.from({ length: told }, (_, index): PartEvent => {
    const atMs = START_MS + everyMs * rows.length + 2_000 + index;
    const lane = `default/${DIRECT.chatGuid}`;
    return {
      atMs,
      partId: `enough:${index}#0`,
      turnId: null,
      lane,
      text: 'Enough.',
      state: 'sent',
      guid: `ENOUGH-${index}`,
    };
  });
  const fromMs = START_MS + everyMs * rows.length - 10_000;
  const clockOffsets = setBackMs === undefined ? [] : [{ fromMs, offsetMs: -setBackMs }];
  const history = run.history({ lives: lifeUnder(TWO_AN_HOUR), clockOffsets });
  const departures = notices.map(({ atMs, guid, text }) => ({
    atMs: atMs - 50,
    guid: guid!,
    chatGuid: DIRECT.chatGuid,
    text,
  }));
  const rowEvents = rows.flatMap(({ rowid, guid, insertedAtMs }, index) => {
    const fate = answered[index] ? null : refused;
    const decided = { atMs: insertedAtMs + 500, rowid, guid, fate, isNew: true, ...(index === 0 && first) };
    return stopped && fate === null ? [decided, { ...decided, fate: 'context' }] : [decided];
  });
  return brokenIn({
    ...history,
    rowEvents,
    parts: [...history.parts, ...notices],
    departures: [...history.departures, ...departures],
  });
}

describe('how much one person may have answered', () => {
  it('is kept where what is beyond it is answered by nobody, and told once', () => {
    expect(brokenWhere({ answered: [true, true, false], told: 1 })).toEqual([]);
    expect(brokenWhere({ answered: [true, true, false, false], told: 1 })).toEqual([]);
    expect(brokenWhere({ answered: [true, true, false], bobs: true, told: 1 })).toEqual([]);
    expect(brokenWhere({ answered: [true, true, true], everyMs: 40 * MINUTE_MS, told: 0 })).toEqual([]);
  });

  it('does not count what became of nobody’s words, as under a configuration that did not let them in', () => {
    const given = { answered: [false, true, true], told: 0, fate: 'denied' } as const;
    expect(brokenWhere(given)).not.toContain('silent');
    expect(brokenWhere({ ...given, answered: [true, true, true] })).toContain('silent');
  });

  it('counts no more by a clock that was set back since, but for a little', () => {
    const set = (setBackMs: number, isAnswered: boolean) =>
      brokenWhere({ answered: [true, true, isAnswered], told: isAnswered ? 0 : 1, setBackMs });
    expect(set(28 * 24 * 60 * MINUTE_MS, true)).toEqual([]);
    expect(set(28 * 24 * 60 * MINUTE_MS, false)).toContain('answered');
    expect(set(20_000, false)).toEqual([]);
    expect(set(20_000, true)).toContain('silent');
  });

  it('counts by what became of it for this account, whatever another one says', () => {
    const said = (accountId: string) =>
      brokenWhere({ answered: [true, true, true], told: 0, first: { fate: 'denied', accountId } });
    expect(said('default')).not.toContain('silent');
    expect(said('another')).toContain('silent');
  });

  it('counts what an earlier configuration let in, and a later one does not', () => {
    const brokenAfter = (groupPolicy: string, fate: string | null) => {
      const run = createDoctoredRun();
      const rows = [run.row({ ...GROUP, inMs: MINUTE_MS }), run.row({ inMs: 3 * MINUTE_MS })];
      const over = run.row({ inMs: 4 * MINUTE_MS });
      for (const row of [...rows, over]) run.told(row, 500);
      for (const row of fate === null ? rows : rows.slice(1)) run.turn([row]);
      const inbound = { turnsPerSender: { hour: 2 } };
      const [before] = crashedAt(configOf({ ...OPEN, groupPolicy, inbound }), START_MS + 2 * MINUTE_MS);
      const [, after] = crashedAt(configOf({ ...OPEN, groupPolicy: 'disabled', inbound }), before!.toMs!);
      const rowEvents = [...rows, over].map(({ insertedAtMs, rowid, guid }) => ({
        atMs: insertedAtMs + 500,
        rowid,
        guid,
        fate: rowid === 1 ? fate : rowid === 3 ? 'context' : null,
        isNew: true,
      }));
      return brokenIn(run.history({ lives: [before!, after!], rowEvents }));
    };
    expect(brokenAfter('open', null)).not.toContain('answered');
    expect(brokenAfter('open', 'denied')).toContain('answered');
    expect(brokenAfter('disabled', null)).toContain('answered');
  });

  it('counts what was let in and stopped before it was begun', () => {
    expect(brokenWhere({ answered: [true, true, false], stopped: true, told: 1 })).toEqual([]);
  });

  it('does not count a link for certain that may belong to what was written just before', () => {
    const withLink = (linkAfterMs: number) =>
      brokenWhere({ answered: [true, true, true], linkAfterMs, told: 0 });
    expect(withLink(5_000)).not.toContain('silent');
    expect(withLink(11_000)).not.toContain('silent');
    expect(withLink(25_000)).toContain('silent');
  });

  it('does not count a link for certain that may belong to what a gateway was told of that died, and decided as it came again', () => {
    const withLink = (linkAfterMs: number) => {
      const againAfterMs = 25_000;
      const run = createDoctoredRun();
      const rows = [run.row({ inMs: MINUTE_MS }), run.row({ inMs: 2 * MINUTE_MS })];
      const link = run.row({
        inMs: 2 * MINUTE_MS + linkAfterMs,
        balloonId: LINK,
        text: 'https://example.com/1',
      });
      run.told(rows[0]!, 500);
      run.told(rows[1]!, 500);
      const diedMs = rows[1]!.insertedAtMs + 1_000;
      const againMs = diedMs + againAfterMs;
      for (const row of [rows[1]!, link]) run.told(row, Math.max(500, againMs - row.insertedAtMs), 2);
      for (const row of [...rows, link]) run.turn([row]);
      const lives = crashedAt(TWO_AN_HOUR, diedMs);
      const [watch] = run.history().subscriptions;
      const subscriptions = [
        { ...watch!, endedAtMs: diedMs },
        { ...watch!, atMs: diedMs + againAfterMs - 10, pid: 2 },
      ];
      return brokenIn(run.history({ lives, subscriptions }));
    };
    expect(withLink(4_000)).not.toContain('silent');
    expect(withLink(90_000)).toContain('silent');
  });

  it('counts what was let in and taken back before it was handed over', () => {
    const brokenWhereTaken = (isTaken: boolean) => {
      const run = createDoctoredRun();
      const first = run.row({ inMs: MINUTE_MS });
      const inMs = 2 * MINUTE_MS;
      const atMs = START_MS + inMs;
      const unsent = run.row({
        inMs,
        versions: [
          { atMs, text: 'Never mind', isFromMe: false },
          { atMs: atMs + 2_000, text: '', isFromMe: false },
        ],
      });
      const third = run.row({ inMs: 3 * MINUTE_MS });
      for (const row of [first, unsent, third]) run.told(row, 500);
      run.turn([first]);
      const rowEvents = [first, unsent, third].map(({ insertedAtMs, rowid, guid }) => ({
        atMs: insertedAtMs + 500,
        rowid,
        guid,
        fate: rowid === 3 || (rowid === 2 && !isTaken) ? 'context' : null,
        isNew: true,
      }));
      const turnEvents = [
        { atMs: atMs + 10_000, turnId: 'turn-2', messageGuids: [unsent.guid], state: 'withdrawn' },
      ];
      const lives = lifeUnder(TWO_AN_HOUR);
      const history = run.history({ lives, rowEvents });
      return brokenIn({ ...history, turnEvents: [...history.turnEvents, ...turnEvents] });
    };
    expect(brokenWhereTaken(true)).not.toContain('answered');
    expect(brokenWhereTaken(false)).toContain('answered');
  });

  it('counts what a gateway said that it took from then on, also where somebody who was asked for others told of it later', () => {
    const brokenWhereSaid = (isSaid: boolean) => {
      const run = createDoctoredRun();
      const rows = [run.row({ inMs: MINUTE_MS }), run.row({ inMs: 2 * MINUTE_MS })];
      const over = run.row({ inMs: 4 * MINUTE_MS });
      for (const row of [...rows, over]) run.told(row, 500);
      run.toldAgain(rows[1]!, 10 * MINUTE_MS);
      for (const row of rows) run.turn([row]);
      const diedMs = rows[1]!.insertedAtMs + 600;
      const lives = crashedAt(TWO_AN_HOUR, diedMs);
      const rowEvents = [...rows, over].map(({ insertedAtMs, rowid, guid }) => ({
        atMs: insertedAtMs + (isSaid || rowid !== 2 ? 500 : 10 * MINUTE_MS + 10),
        rowid,
        guid,
        fate: rowid === 3 ? 'context' : null,
        isNew: true,
      }));
      return brokenIn(run.history({ lives, rowEvents }));
    };
    expect(brokenWhereSaid(true)).not.toContain('answered');
    expect(brokenWhereSaid(false)).toContain('answered');
  });

  it.each([
    ['silent: one too many is answered', { answered: [true, true, true], told: 1 }, 'silent'],
    ['answered: one too few', { answered: [true, false, false], told: 1 }, 'answered'],
    [
      'answered: somebody else has as many',
      { answered: [true, true, false], bobs: false, told: 1 },
      'answered',
    ],
    [
      'answered: the hour is over',
      { answered: [true, true, false], everyMs: 40 * MINUTE_MS, told: 0 },
      'answered',
    ],
    ['unasked: it is told twice', { answered: [true, true, false], told: 2 }, 'unasked'],
    ['unasked: it is told before', { answered: [true, true], told: 1 }, 'unasked'],
    ['replied: nobody is told', { answered: [true, true, false], told: 0 }, 'replied'],
  ] as const)('%s', (_, given, clause) => {
    expect(brokenWhere(given)).toContain(clause);
  });
});

it('silent: what was changed and may have been a command may have counted for nothing', () => {
  const isTooMuch = (text: string) => {
    const run = createDoctoredRun();
    const first = run.row({ inMs: MINUTE_MS, text });
    const { guid, rowid, insertedAtMs } = first;
    first.versions.push({ atMs: insertedAtMs + 200, text: 'Never mind', isFromMe: false });
    const others = [2, 3].map((minutes) => run.row({ inMs: minutes * MINUTE_MS }));
    for (const row of [first, ...others]) run.told(row, 500);
    for (const row of others) run.turn([row]);
    const rowEvents = [{ atMs: insertedAtMs + 510, rowid, guid, fate: null, isNew: true }];
    return brokenIn(run.history({ rowEvents, lives: lifeUnder(TWO_AN_HOUR) })).includes('silent');
  };
  expect(isTooMuch('/status')).toBe(false);
  expect(isTooMuch('Hello')).toBe(true);
});
