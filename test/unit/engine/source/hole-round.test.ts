// What a round says of rows that imsg told: they came, whether or not somebody could journal them (ruling-27).

import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../../../engine/message/message.ts';
import type { DatabaseRow, MessagesDb } from '../../../../engine/ports/messages-db.ts';
import { createHoleList } from '../../../../engine/source/hole-list.ts';
import { createRound, LAST_ASK } from '../../../../engine/source/hole-round.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

const FIRST = 5;
const LAST = 7;

type RoundOptions = Parameters<typeof createRound>[0];

function roundOf(options: Pick<RoundOptions, 'db' | 'list' | 'ask' | 'hasPages'> & Partial<RoundOptions>) {
  return createRound({
    accountId: 'default',
    clock: createManualClock(),
    logger: createListLogger(),
    isThere: async () => true,
    couldBeRead: () => false,
    commit: () => {},
    push: () => {},
    idle: async () => {},
    ...options,
  });
}

/** imsg has told of rows with these numbers. */
const told = (rowids: readonly number[]): Arrival[] =>
  rowids.map((rowid) => ({ raw: new Uint8Array(), payload: { id: rowid }, arrivedAtMs: 0 }));

/** A round over rows 5 to 7, of which imsg tells some, and a stop lets nothing of it into the journal. */
async function left(tells: readonly number[], asked: number, db: Pick<MessagesDb, 'rowsIn'> | null) {
  const hole = { fromRowid: id.rowid(FIRST), toRowid: id.rowid(LAST), openedAtMs: 0, asked };
  const list = createHoleList([hole]);
  const pushed: Arrival[] = [];
  const round = roundOf({
    db: db as MessagesDb | null,
    list,
    ask: async (afterRowid, toRowid, take) => {
      await take(told(tells.filter((rowid) => rowid > afterRowid && rowid <= toRowid)));
      return true;
    },
    hasPages: () => true,
    push: (arrivals) => pushed.push(...arrivals),
  });
  await round([hole]);
  const lost = pushed.flatMap((arrival) => arrival.lost?.rowid ?? []);
  return { open: list.holes.map(({ fromRowid, toRowid }) => [fromRowid, toRowid]), lost };
}

const previews: Pick<MessagesDb, 'rowsIn'> = {
  rowsIn: async () =>
    [5, 6, 7].map((rowid): DatabaseRow => ({ rowid, guid: `g${rowid}`, hasChat: true, mayBeFolded: true })),
};

describe('a row that came and could not be journalled, since the gateway stops', () => {
  it('is no preview that imsg keeps to itself, and is missed further', async () => {
    expect(await left([5, 7], 0, previews)).toEqual({
      open: [
        [5, 5],
        [7, 7],
      ],
      lost: [],
    });
    expect(await left([], 0, previews)).toEqual({ open: [], lost: [] });
  });

  it('is not given up as the last of what was asked for', async () => {
    const plain = {
      rowsIn: async () => (await previews.rowsIn(0, 0, 0)).map((row) => ({ ...row, mayBeFolded: false })),
    };
    expect(await left([6], LAST_ASK, plain)).toEqual({ open: [[5, 7]], lost: [5, 7] });
  });

  it('is not closed with what never came, where nobody can look into chat.db', async () => {
    expect(await left([6], LAST_ASK, null)).toEqual({ open: [[6, 6]], lost: [] });
    expect(await left([5, 6, 7], LAST_ASK, null)).toEqual({ open: [[5, 7]], lost: [] });
    expect(await left([], LAST_ASK, null)).toEqual({ open: [], lost: [] });
  });
});

describe('rows behind one without a chat, at which imsg says nothing for ten seconds', () => {
  /** Of rows 5 to 9 those with these numbers stand in no chat; imsg tells the others, up to the first of these. */
  async function asked(without: readonly number[], hasPages: boolean) {
    const list = createHoleList([{ fromRowid: id.rowid(5), toRowid: id.rowid(9), openedAtMs: 0, asked: 0 }]);
    const asks: [number, number][] = [];
    const rows = [5, 6, 7, 8, 9].filter((rowid) => !without.includes(rowid));
    const round = roundOf({
      db: {
        rowsIn: async () =>
          rows.map((rowid): DatabaseRow => ({ rowid, guid: `g${rowid}`, hasChat: true, mayBeFolded: false })),
      } as Pick<MessagesDb, 'rowsIn'> as MessagesDb,
      list,
      ask: async (afterRowid, toRowid, take) => {
        asks.push([afterRowid + 1, toRowid]);
        const end = without.find((rowid) => rowid > afterRowid) ?? 10;
        await take(told(rows.filter((rowid) => rowid > afterRowid && rowid < end)));
        return true;
      },
      hasPages: () => hasPages,
    });
    await round([...list.holes]);
    return asks;
  }

  it('are asked for by themselves with builds that have no pages', async () => {
    expect(await asked([6, 8], false)).toEqual([
      [5, 9],
      [7, 9],
      [9, 9],
    ]);
    expect(await asked([7], false)).toEqual([
      [5, 9],
      [8, 9],
    ]);
    expect(await asked([], false)).toEqual([[5, 9]]);
    expect(await asked([6], true)).toEqual([[5, 9]]);
  });
});
