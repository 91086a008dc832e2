import type Database from 'better-sqlite3';

export interface Untold<Id extends string> {
  add(id: Id): void;
  /** In the order of their ids, at most `limit`. */
  first(limit: number): readonly Id[];
  /** Returns whether it was one. */
  remove(id: Id): boolean;
}

/** What is durable and not known to have been told, by its id. `what` names all of one kind. */
export function createUntold<Id extends string>(db: Database.Database): (what: string) => Untold<Id> {
  const insert = db.prepare("INSERT INTO note (scope, key, value) VALUES (?, ?, '')");
  const drop = db.prepare('DELETE FROM note WHERE scope = ? AND key = ?');
  const list = db
    .prepare<[string, number], Id>('SELECT key FROM note WHERE scope = ? ORDER BY key LIMIT ?')
    .pluck();
  return (what) => {
    const scope = `untold ${what}`;
    return {
      add(id) {
        insert.run(scope, id);
      },
      first: (limit) => list.all(scope, limit),
      remove: (id) => drop.run(scope, id).changes === 1,
    };
  };
}
