import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/errors.ts';
import type { RpcCaller } from '../../../../engine/imsg/rpc-client.ts';
import type { MessageGuid, Rowid } from '../../../../engine/message/ids.ts';
import type { MessagesDb } from '../../../../engine/ports/messages-db.ts';
import { isSame, isSameOverWire, likenessOf, type Marks, newestOf } from '../../../../engine/source/marks.ts';

const marks = (...pairs: [number, string][]): Marks =>
  pairs.map(([rowid, guid]) => ({ rowid: rowid as Rowid, guid: guid as MessageGuid }));
const KNOWN = marks([12, 'C'], [11, 'B'], [9, 'A']);

describe('marks', () => {
  it.each<[boolean | null, (string | null)[]]>([
    [true, ['C', 'B', 'A']],
    [true, [null, 'B', null]],
    [false, ['C', 'X', 'A']],
    [null, [null, null, null]],
  ])('say %s of %j', (is, found) => {
    expect(isSame(KNOWN, found)).toBe(is);
  });
});

describe('a file beside what is known of a database', () => {
  it.each<[ReturnType<typeof likenessOf>, (string | null)[], boolean]>([
    [{ is: 'same' }, ['C', 'B', 'A'], false],
    [{ is: 'same' }, [null, 'B', null], false],
    [{ is: 'unknown' }, [null, null, null], false],
    [{ is: 'other' }, ['X', 'Y', 'Z'], false],
    [{ is: 'other' }, ['X', null, null], true],
    [{ is: 'other' }, [null, null, null], true],
    // Rows that were seen are gone, or others have their numbers.
    [{ is: 'older copy', sharedTo: 11 as Rowid }, [null, 'B', 'A'], true],
    [{ is: 'older copy', sharedTo: 9 as Rowid }, [null, null, 'A'], true],
    [{ is: 'older copy', sharedTo: 11 as Rowid }, ['X', 'B', 'A'], false],
    // Numbered anew, one of them may have the number that it had.
    [{ is: 'other' }, ['X', 'Y', 'A'], false],
    [{ is: 'other' }, ['A', 'B', 'C'], false],
    [{ is: 'other' }, ['C', 'B', 'X'], false],
  ])('is %j with %j there', (likeness, found, isCut) => {
    expect(likenessOf(KNOWN, found, isCut)).toEqual(likeness);
  });
});

describe('a database behind imsg', () => {
  const calls: object[] = [];
  const having = (...rows: [number, unknown][]): RpcCaller => ({
    call: async (method, params) => {
      calls.push({ method, ...params });
      return { messages: rows.map(([id, guid]) => ({ id, guid })), next_rowid: 99, has_more: false };
    },
  });

  it.each<[boolean, string, [number, unknown][]]>([
    [
      true,
      'has all of them',
      [
        [9, 'A'],
        [10, 'Z'],
        [11, 'B'],
        [12, 'C'],
      ],
    ],
    [
      true,
      'has what is left of them',
      [
        [11, 'B'],
        [40, 'N'],
      ],
    ],
    [
      false,
      'has another row at one of them',
      [
        [9, 'A'],
        [11, 'X'],
        [12, 'C'],
      ],
    ],
    [false, 'has none of these rows', [[40, 'N']]],
    [
      false,
      'has them at other rowids',
      [
        [1, 'A'],
        [2, 'B'],
        [3, 'C'],
      ],
    ],
    [
      false,
      'names no GUIDs',
      [
        [11, null],
        [12, 7],
      ],
    ],
  ])('is the same: %s, where it %s', async (is, _, rows) => {
    expect(await isSameOverWire(KNOWN, having(...rows))).toBe(is);
    expect(calls.pop()).toMatchObject({ method: 'messages.after', since_rowid: 8 });
  });

  it('is not asked where there is nothing to compare', async () => {
    expect(await isSameOverWire([], having([1, 'A']))).toBe(false);
    expect(calls).toEqual([]);
  });
});

describe('the newest rows of a file', () => {
  const db = (maxRowid: () => Promise<number>) =>
    ({
      maxRowid,
      guidsAt: async (rowids) => rowids.map((rowid) => (rowid === 2 ? null : `G${rowid}`)),
    }) as Pick<MessagesDb, 'maxRowid' | 'guidsAt'> as MessagesDb;

  it('are marks, but for those that are gone', async () => {
    expect(await newestOf(db(async () => 3))).toEqual(marks([3, 'G3'], [1, 'G1']));
    expect(await newestOf(db(async () => 0))).toEqual([]);
    expect(await newestOf(db(async () => 500))).toHaveLength(8);
  });

  it('are none where it cannot be read', async () => {
    expect(await newestOf(db(() => Promise.reject(new EngineError('messages_db_unreadable'))))).toEqual([]);
  });
});
