import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../../../../engine/store/migrations.ts';
import { createKnownRows, type KnownRows } from '../../../../../engine/store/sqlite/known-rows.ts';

const LATEST_ROWS = 4;
const SOURCE = 1;
const OTHER_SOURCE = 2;

let db: Database.Database;
beforeEach(() => {
  db = new Database(':memory:');
  db.exec(MIGRATIONS.join('\n'));
});
afterEach(() => void db.close());

/** Adds rows in a transaction as the journal does; each says what stands before `#` in its id, and arrives at its seq. */
function addRows(known: KnownRows, eventIds: readonly string[], source = SOURCE): void {
  const insert = db.prepare(
    'INSERT INTO event (seq, source, event_id, is_from_me, arrived_at_ms, content) VALUES (?, ?, ?, 0, ?, ?)',
  );
  const found = known.find(eventIds);
  for (const eventId of eventIds) {
    const words = eventId.split('#')[0]!;
    const said = found.saidAtMs(words) === undefined ? words : null;
    const arrivedAtMs = (db.prepare('SELECT count(*) FROM event').pluck().get() as number) + 1;
    insert.run(found.add(source, eventId, said, arrivedAtMs), source, eventId, arrivedAtMs, said);
  }
  found.end();
}

const names = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `guid:${from + index}`);
const indexed = () => db.prepare('SELECT count(*) FROM known_row').pluck().get();

describe('rows that are known', () => {
  it('are found in memory and in the index, also by who opens the store later', () => {
    const known = createKnownRows(db, LATEST_ROWS);
    addRows(known, names(1, 3));
    expect(indexed()).toBe(0);
    addRows(known, names(4, 5));
    expect(indexed()).toBe(5);
    addRows(known, names(6, 7));
    expect(indexed()).toBe(5);
    for (const each of [known, createKnownRows(db, LATEST_ROWS)]) {
      const found = each.find([...names(1, 7), 'guid:8']);
      expect(names(1, 7).map((name) => found.seqOf(SOURCE, name))).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(names(1, 7).map((name) => each.seqOf(SOURCE, name))).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(each.seqOf(SOURCE, 'guid:8')).toBeUndefined();
      expect(found.seqOf(SOURCE, 'guid:8')).toBeUndefined();
    }
  });

  it('are those of their source', () => {
    const known = createKnownRows(db, LATEST_ROWS);
    addRows(known, ['c:1', 'c:2']);
    addRows(known, ['c:2', 'c:3'], OTHER_SOURCE);
    addRows(known, ['c:4']);
    for (const each of [known, createKnownRows(db, LATEST_ROWS)]) {
      expect(['c:1', 'c:2', 'c:3', 'c:4'].map((name) => each.seqOf(SOURCE, name) ?? null)).toEqual([
        1,
        2,
        null,
        5,
      ]);
      expect(['c:1', 'c:2', 'c:3'].map((name) => each.seqOf(OTHER_SOURCE, name) ?? null)).toEqual([
        null,
        3,
        4,
      ]);
    }
  });

  it.each([1, 2, LATEST_ROWS, LATEST_ROWS + 1])(
    'are none of a transaction of %i rows that was undone',
    (count) => {
      const known = createKnownRows(db, LATEST_ROWS);
      addRows(known, ['guid:a', 'guid:b']);
      db.exec('BEGIN');
      addRows(known, names(1, count));
      db.exec('ROLLBACK');
      known.forget();
      expect(names(1, count).map((name) => known.seqOf(SOURCE, name))).toEqual(
        Array.from({ length: count }, () => undefined),
      );
      expect(indexed()).toBe(0);
      addRows(known, names(5, 9));
      expect(known.seqOf(SOURCE, 'guid:5')).toBe(3);
      expect(known.seqOf(SOURCE, 'guid:b')).toBe(2);
      expect(createKnownRows(db).seqOf(SOURCE, 'guid:9')).toBe(7);
    },
  );

  it('are found by what they said, the first that said it', () => {
    const known = createKnownRows(db, LATEST_ROWS);
    const said = ['guid:b', 'guid:d', 'guid:f', 'guid:b#again', 'guid:h', 'guid:j'];
    addRows(known, said.slice(0, 4));
    expect(indexed()).toBe(4);
    addRows(known, said.slice(4));
    for (const each of [known, createKnownRows(db, LATEST_ROWS)]) {
      const found = each.find(said);
      expect(['b', 'd', 'f', 'h', 'j'].map((name) => found.saidAtMs(`guid:${name}`))).toEqual([
        1, 2, 3, 5, 6,
      ]);
      expect(['a', 'c', 'g', 'i', 'k'].map((name) => found.saidAtMs(`guid:${name}`))).toEqual(
        Array.from({ length: 5 }, () => undefined),
      );
    }
  });

  it('have said nothing in a transaction that was undone', () => {
    const known = createKnownRows(db, LATEST_ROWS);
    addRows(known, ['guid:a']);
    db.exec('BEGIN');
    addRows(known, names(1, LATEST_ROWS));
    db.exec('ROLLBACK');
    known.forget();
    const found = known.find([]);
    expect(['guid:a', 'guid:1'].map(found.saidAtMs)).toEqual([1, undefined]);
    expect(db.prepare('SELECT count(*) FROM content').pluck().get()).toBe(0);
  });

  it('are told apart from each other where many are looked for', () => {
    const known = createKnownRows(db, LATEST_ROWS);
    addRows(known, names(1, 100));
    const found = known.find(names(51, 150));
    expect(names(51, 150).filter((name) => found.seqOf(SOURCE, name) !== undefined)).toEqual(names(51, 100));
  });
});
