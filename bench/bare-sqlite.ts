// What SQLite itself can do with the same bytes in the same groups, as safely: WAL, synchronous FULL.

import Database from 'better-sqlite3';

export interface BareRow {
  readonly eventId: string;
  readonly raw: Buffer | null;
  /** Null = inserted without a fate and given it by an update in the group's second commit. */
  readonly fate: string | null;
}

function open(path: string): Database.Database {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE row (seq INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, raw BLOB, fate TEXT)');
  return db;
}

/** Inserts a group in one commit and settles its pending rows in a second one. Answers seconds. */
export function insertAndSettle(path: string, groups: readonly (readonly BareRow[])[]): number {
  const db = open(path);
  const insert = db.prepare('INSERT INTO row (event_id, raw, fate) VALUES (?, ?, ?)');
  const settle = db.prepare("UPDATE row SET fate = 'dispatched' WHERE seq = ?");
  const insertAll = db.transaction((group: readonly BareRow[]) =>
    group.flatMap(({ eventId, raw, fate }) => {
      const { lastInsertRowid } = insert.run(eventId, raw, fate);
      return fate === null ? [lastInsertRowid] : [];
    }),
  );
  const settleAll = db.transaction((seqs: readonly (number | bigint)[]) => {
    for (const seq of seqs) settle.run(seq);
  });
  const startedMs = performance.now();
  for (const group of groups) settleAll(insertAll(group));
  const seconds = (performance.now() - startedMs) / 1000;
  db.close();
  return seconds;
}

/** Commits one row after the other. Answers commits a second. */
export function commitsPerSecond(path: string, rows: readonly BareRow[]): number {
  const totalMs = commitTimesMs(path, rows).reduce((sum, ms) => sum + ms, 0);
  return (rows.length / totalMs) * 1000;
}

/** Commits one row after the other. Answers how long each took. */
export function commitTimesMs(path: string, rows: readonly BareRow[]): number[] {
  const db = open(path);
  const insert = db.prepare('INSERT INTO row (event_id, raw, fate) VALUES (?, ?, ?)');
  const times = rows.map(({ eventId, raw, fate }) => {
    const startedMs = performance.now();
    insert.run(eventId, raw, fate);
    return performance.now() - startedMs;
  });
  db.close();
  return times;
}
