import type { Database, Statement } from 'better-sqlite3';

type Value = string | number | bigint | Buffer | null;

/** What to write into a row: column names and values. Columns that this database does not have are left out. */
export type Row = Readonly<Record<string, Value>>;

/** One writing connection to a chat.db, with its statements prepared once. */
export interface ChatWriter {
  readonly db: Database;
  /** The statement for this SQL; prepared the first time. */
  statement(sql: string): Statement<Value[], unknown>;
  /**
   * Saves one record as Messages does: one transaction that also raises the sequence number of the file
   * (file-1). Returns what `record` returns.
   */
  save<Result>(record: () => Result): Result;
  /** Inserts a row and returns its rowid. `orIgnore` lets a row that is already there stand. */
  insert(table: string, row: Row, orIgnore?: 'orIgnore'): number;
  /** Changes a row in place; it keeps its rowid. */
  update(table: string, rowid: number, row: Row): void;
  /** Whether this database has the table, and the column where one is named. Files of older systems lack some. */
  has(table: string, column?: string): boolean;
}

const BUMP_SEQUENCE = `UPDATE _SqliteDatabaseProperties SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)
  WHERE key = '__CSDBRecordSequenceNumber'`;

/** Runs a piece of work so that all of it counts or nothing. */
export type Atomically = <Result>(work: () => Result) => Result;

/** @param atomically Default: in a transaction of its own. */
export function createChatWriter(db: Database, atomically: Atomically = transactionsOf(db)): ChatWriter {
  const statements = new Map<string, Statement<Value[], unknown>>();
  const statement = (sql: string) => {
    let found = statements.get(sql);
    if (!found) {
      found = db.prepare<Value[], unknown>(sql);
      statements.set(sql, found);
    }
    return found;
  };

  const columns = new Map<string, ReadonlySet<string>>();
  const columnsOf = (table: string) => {
    let found = columns.get(table);
    if (!found) {
      const info = db.pragma(`table_info(${table})`) as { name: string }[];
      found = new Set(info.map((column) => column.name));
      columns.set(table, found);
    }
    return found;
  };
  const has = (table: string, column?: string) =>
    column === undefined ? columnsOf(table).size > 0 : columnsOf(table).has(column);

  const inserts = new Map<string, { sql: string; names: readonly string[] }>();
  const insertFor = (table: string, row: Row, conflict: string) => {
    const key = `${table} ${conflict}`;
    const cached = inserts.get(key);
    // Rows of one table always come from one place, so their columns are those of the first one.
    if (cached) return cached;
    const names = Object.keys(row).filter((name) => columnsOf(table).has(name));
    const marks = names.map(() => '?').join(', ');
    const made = { sql: `INSERT ${conflict} INTO ${table} (${names.join(', ')}) VALUES (${marks})`, names };
    inserts.set(key, made);
    return made;
  };

  const update = (table: string, rowid: number, row: Row) => {
    const names = Object.keys(row).filter((name) => columnsOf(table).has(name));
    if (names.length === 0) return;
    const changes = names.map((name) => `${name} = ?`).join(', ');
    const values = names.map((name) => row[name]!);
    statement(`UPDATE ${table} SET ${changes} WHERE ROWID = +?`).run(...values, rowid);
  };

  return {
    db,
    statement,
    has,
    update,
    save: (record) =>
      atomically(() => {
        if (has('_SqliteDatabaseProperties')) statement(BUMP_SEQUENCE).run();
        return record();
      }),
    insert(table, row, orIgnore) {
      const { sql, names } = insertFor(table, row, orIgnore ? 'OR IGNORE' : '');
      return Number(statement(sql).run(...names.map((name) => row[name]!)).lastInsertRowid);
    },
  };
}

function transactionsOf(db: Database): Atomically {
  const run = db.transaction((work: () => unknown) => work()).immediate;
  return <Result>(work: () => Result) => run(work) as Result;
}
