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
    total: db.prepare<[], number>('SELECT total_changes()').pluck(),
    newest: db.prepare<[], number>('SELECT coalesce(max(ROWID), 0) FROM message').pluck(),
    above: db.prepare<[number], WrittenRow>(
      'SELECT ROWID AS rowid, guid FROM message WHERE ROWID > ? ORDER BY ROWID',
    ),
  };
}

/** From now on; what is returned says what this connection has changed since. */
export function countChanges(db: Database): () => Changes {
  const known = statements.get(db) ?? prepare(db);
  statements.set(db, known);
  const totalBefore = known.total.get()!;
  const newestBefore = known.newest.get()!;
  return () => ({ messages: known.above.all(newestBefore), changes: known.total.get()! - totalBefore });
}
