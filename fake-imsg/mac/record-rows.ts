import type { Database } from 'better-sqlite3';
import type { WrittenRow } from '../device/record.ts';

export interface Changes {
  readonly messages: readonly WrittenRow[];
  /** Rows of any table that were inserted, updated or deleted, by statements and by triggers. */
  readonly changes: number;
}

const statements = new WeakMap<Database, ReturnType<typeof prepare>>();

function prepare(db: Database) {
  return {
    now: db.prepare<[], { readonly total: number; readonly newest: number }>(
      'SELECT total_changes() AS total, (SELECT coalesce(max(ROWID), 0) FROM message) AS newest',
    ),
    // `+?`: a bare `?` makes SQLite compile the statement again at every run.
    above: db.prepare<[number], WrittenRow>(
      'SELECT ROWID AS rowid, guid FROM message WHERE ROWID > +? ORDER BY ROWID',
    ),
  };
}

/** From now on; what is returned says what this connection has changed since. */
export function countChanges(db: Database): () => Changes {
  const known = statements.get(db) ?? prepare(db);
  statements.set(db, known);
  const before = known.now.get()!;
  return () => {
    const { total, newest } = known.now.get()!;
    const messages = newest > before.newest ? known.above.all(before.newest) : [];
    return { messages, changes: total - before.total };
  };
}
