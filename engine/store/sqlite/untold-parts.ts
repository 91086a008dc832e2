import type Database from 'better-sqlite3';
import type { PartId } from '../../message/ids.ts';

export interface UntoldParts {
  add(accountId: string, partId: PartId): void;
  /** By their ids, at most `limit`. */
  of(accountId: string, limit: number): readonly PartId[];
  /** Returns whether it was one. */
  remove(accountId: string, partId: PartId): boolean;
}

/** Parts whose failure after they had left is not known to have been told. */
export function createUntoldParts(db: Database.Database): UntoldParts {
  const insert = db.prepare("INSERT INTO note (scope, key, value) VALUES (?, ?, '')");
  const drop = db.prepare('DELETE FROM note WHERE scope = ? AND key = ?');
  const list = db
    .prepare<[string, number], PartId>('SELECT key FROM note WHERE scope = ? ORDER BY key LIMIT ?')
    .pluck();
  const scopeOf = (accountId: string) => `untold part ${accountId}`;
  return {
    add(accountId, partId) {
      insert.run(scopeOf(accountId), partId);
    },
    of: (accountId, limit) => list.all(scopeOf(accountId), limit),
    remove: (accountId, partId) => drop.run(scopeOf(accountId), partId).changes === 1,
  };
}
