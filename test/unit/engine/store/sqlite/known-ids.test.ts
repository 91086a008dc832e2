import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../../../../engine/store/migrations.ts';
import { createKnownParts, type KnownParts } from '../../../../../engine/store/sqlite/known-ids.ts';

const LATEST_ROWS = 4;

let db: Database.Database;
beforeEach(() => {
  db = new Database(':memory:');
  db.exec(MIGRATIONS.join('\n'));
});
afterEach(() => void db.close());

function add(known: KnownParts, ids: readonly string[]): void {
  const insert = db.prepare(
    `INSERT INTO part (part_id, account, state, latest_ms, lane, ordinal, kind, content, target, attempt_id, created_at_ms)
     VALUES (?, 'a', 'sending', 0, 'l', 0, 'text', '', '{}', '', 0)`,
  );
  for (const id of ids) {
    expect(known.seqOf('part_id', id)).toBeUndefined();
    const seq = known.nextSeq();
    expect(Number(insert.run(id).lastInsertRowid)).toBe(seq);
    known.add('part_id', id, seq);
  }
}

function prove(known: KnownParts, seq: number, guid: string | null): void {
  db.prepare('UPDATE part SET guid = ? WHERE seq = ?').run(guid, seq);
  if (guid !== null) known.add('guid', guid, seq);
}

const ids = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `p${from + index}`);
const indexed = () => db.prepare('SELECT count(*) FROM known_id').pluck().get();
const open = () => createKnownParts(db, LATEST_ROWS);

describe('parts that are known', () => {
  it('are found in memory and in the index, also by who opens the store later', () => {
    const known = open();
    add(known, ids(1, 3));
    expect(indexed()).toBe(0);
    add(known, ids(4, 6));
    expect(indexed()).toBe(4);
    for (const each of [known, open()]) {
      expect(ids(1, 7).map((id) => each.seqOf('part_id', id))).toEqual([1, 2, 3, 4, 5, 6, undefined]);
      expect(each.seqOf('guid', 'p1')).toBeUndefined();
      expect(each.nextSeq()).toBe(7);
    }
  });

  it('are found by what proves them, also where that came after they had entered the index', () => {
    const known = open();
    add(known, ids(1, 2));
    prove(known, 1, 'early');
    add(known, ids(3, 5));
    prove(known, 2, 'late');
    prove(known, 5, 'latest');
    for (const each of [known, open()]) {
      expect(['early', 'late', 'latest', 'none'].map((guid) => each.seqOf('guid', guid))).toEqual([
        1,
        2,
        5,
        undefined,
      ]);
    }
  });

  it.each([1, LATEST_ROWS])('are not found by what proves them no longer: of %i', (count) => {
    const known = open();
    add(known, ids(1, count));
    prove(known, 1, 'g');
    prove(known, 1, null);
    expect(known.seqOf('guid', 'g')).toBeUndefined();
    add(known, ['other']);
    prove(known, count + 1, 'g');
    for (const each of [known, open()]) expect(each.seqOf('guid', 'g')).toBe(count + 1);
  });

  it.each([1, LATEST_ROWS - 1, LATEST_ROWS])('are none of a transaction of %i that was undone', (count) => {
    const known = open();
    add(known, ['a']);
    db.exec('BEGIN');
    prove(known, 1, 'undone');
    add(known, ids(1, count));
    db.exec('ROLLBACK');
    known.forget();
    expect(ids(1, count).map((id) => known.seqOf('part_id', id))).toEqual(ids(1, count).map(() => undefined));
    expect(known.seqOf('guid', 'undone')).toBeUndefined();
    expect(indexed()).toBe(0);
    add(known, ids(5, 9));
    for (const each of [known, open()])
      expect(['a', 'p9'].map((id) => each.seqOf('part_id', id))).toEqual([1, 6]);
  });
});
