import type { Database } from 'better-sqlite3';

/** Which optional columns this file has, in whatever case. Files of older systems, and hand-made ones, lack some. */
export interface Columns {
  has(column: string): boolean;
}

const TABLES = ['message', 'attachment', 'chat', 'chat_message_join'] as const;

/**
 * Asks SQLite once per table. Columns are named `table.column`.
 *
 * @param unknown Columns that count as missing whatever the file has.
 */
export function probeColumns(db: Database, unknown: readonly string[] = []): Columns {
  const names = new Set<string>();
  for (const table of TABLES) {
    const columns = db.prepare(`SELECT name FROM pragma_table_info('${table}') ORDER BY cid`).all();
    for (const { name } of columns as { name: string }[]) names.add(`${table}.${name}`.toLowerCase());
  }
  for (const column of unknown) names.delete(column.toLowerCase());
  return { has: (column) => names.has(column.toLowerCase()) };
}

/** An expression for a column that may be missing: the column under its alias, or NULL. */
export function columnOrNull(columns: Columns, table: string, alias: string, column: string): string {
  return columns.has(`${table}.${column}`) ? `${alias}.${column}` : 'NULL';
}

/** Whether messages can point at messages. Where one of the columns is missing, imsg reads none, not even guids. */
export function hasAssociations(columns: Columns): boolean {
  const needed = ['guid', 'associated_message_guid', 'associated_message_type'];
  return needed.every((name) => columns.has(`message.${name}`));
}

/** Whether the file can say what is to be sent later: either column is enough. */
export function knowsSchedules(columns: Columns): boolean {
  return columns.has('message.schedule_type') || columns.has('message.schedule_state');
}

/** What `status` says this database can answer (wire-2.6). */
export function databaseFeatures(columns: Columns): Record<string, boolean> {
  const all = (...names: string[]) => names.every((name) => columns.has(`message.${name}`));
  return {
    unread_state: all('is_read'),
    scheduled_messages: knowsSchedules(columns),
    reactions: all('associated_message_guid', 'associated_message_type'),
    reply_context: all('thread_originator_guid'),
    routing_metadata: columns.has('chat.account_id') && columns.has('chat.last_addressed_handle'),
    balloon_payloads: all('balloon_bundle_id', 'payload_data'),
  };
}
