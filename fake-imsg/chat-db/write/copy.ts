// Copies one chat.db into another, as it was some messages ago.

import type { Database } from 'better-sqlite3';

/** What the copy is to be. */
export interface CopyOptions {
  /** So many of the newest messages are not in it, nor the chats that began with them. */
  readonly lacks: number;
  /** `kept`, or the newest first, counted from 1. */
  readonly rowids: 'kept' | 'new';
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

const TABLES = `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`;
const COLUMNS = 'SELECT name FROM pragma_table_info(?)';
/** A join fires triggers that look at the message: none is there yet, and what they would say is copied. */
const JOINS = /_join$/;
const NEWEST_KEPT = 'SELECT ROWID FROM message ORDER BY ROWID DESC LIMIT 1 OFFSET ?';
/** Chats without a message that is kept, but with one that is not. */
const LATER_CHATS = `SELECT chat_id FROM chat_message_join GROUP BY chat_id HAVING MIN(message_id) > @kept`;
const LATER_FILES = `SELECT attachment_id FROM message_attachment_join
  GROUP BY attachment_id HAVING MIN(message_id) > @kept`;

/** Which rows of a table with such a column are in the copy. */
const KEPT_BY_COLUMN: Readonly<Record<string, string>> = {
  message_id: 'message_id <= @kept',
  chat_id: `chat_id NOT IN (${LATER_CHATS})`,
  chat: `chat NOT IN (${LATER_CHATS})`,
};
const KEPT_BY_TABLE: Readonly<Record<string, string>> = {
  message: 'ROWID <= @kept',
  chat: `ROWID NOT IN (${LATER_CHATS})`,
  attachment: `ROWID NOT IN (${LATER_FILES})`,
};

/** Copies every row into an empty database; the next rowid of a table is one above its highest. */
export function copyChatDb(from: Database, to: Database, { lacks, rowids }: CopyOptions): void {
  const kept = (from.prepare(NEWEST_KEPT).pluck().get(lacks) as number | undefined) ?? 0;
  // What is not numbered is kept as it is, in any order.
  if (to.inTransaction) copy();
  else to.transaction(copy)();

  function copy() {
    to.pragma('defer_foreign_keys = ON');
    const tables = tablesOf(from, to);
    const joinsFirst = [...tables].sort((one, other) => +JOINS.test(other.name) - +JOINS.test(one.name));
    for (const table of joinsFirst) copyTable(table);
  }

  function copyTable({ name, columns }: Table) {
    const conditions = [KEPT_BY_TABLE[name], ...columns.map((column) => KEPT_BY_COLUMN[column])];
    const where = conditions.filter((one) => one !== undefined).join(' AND ') || '1';
    const isNumber = (column: string) =>
      column === 'message_id' || (name === 'message' && column === 'ROWID');
    const values = columns.map((column) =>
      rowids === 'new' && isNumber(column) ? `@kept + 1 - ${column}` : column,
    );
    to.exec(`DELETE FROM ${name}`);
    const insert = to.prepare(
      `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    const select = from.prepare(`SELECT ${values.join(', ')} FROM ${name} WHERE ${where}`);
    const rows = where.includes('@kept') || values.join().includes('@kept') ? [{ kept }] : [];
    for (const row of select
      .raw()
      .safeIntegers()
      .all(...rows))
      insert.run(...(row as unknown[]));
  }
}

/** Files of older systems lack some tables and columns. */
function tablesOf(from: Database, to: Database): Table[] {
  const names = (db: Database, sql: string, ...of: string[]) =>
    db
      .prepare(sql)
      .pluck()
      .all(...of) as string[];
  const there = new Set(names(to, TABLES));
  return names(from, TABLES)
    .filter((name) => there.has(name))
    .map((name) => {
      const known = new Set(names(to, COLUMNS, name));
      return { name, columns: names(from, COLUMNS, name).filter((column) => known.has(column)) };
    });
}
