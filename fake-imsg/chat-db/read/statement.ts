import type { Database, Statement } from 'better-sqlite3';

/**
 * The same connection, but its statements are compiled when they are first used. A file that lacks a table or a
 * column then still answers everything that does not need it, and what does need it fails as in imsg: each time,
 * with SQLite's own words.
 */
export function compilingLate(db: Database): Database {
  return Object.create(db, { prepare: { value: (sql: string) => lateStatement(() => db.prepare(sql)) } });
}

function lateStatement(compile: () => Statement): Statement {
  let compiled: Statement | null = null;
  let plucks = false;
  const statement = () => {
    compiled ??= plucks ? compile().pluck() : compile();
    return compiled;
  };
  const late = {
    all: (...values: unknown[]) => statement().all(...values),
    get: (...values: unknown[]) => statement().get(...values),
    run: (...values: unknown[]) => statement().run(...values),
    iterate: (...values: unknown[]) => statement().iterate(...values),
    pluck() {
      plucks = true;
      return late;
    },
  };
  return late as unknown as Statement;
}
