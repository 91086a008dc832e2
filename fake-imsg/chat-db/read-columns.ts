import type { Database } from 'better-sqlite3';

/** Which optional columns this file has. Files of older systems, and hand-made ones, lack some. */
export interface Columns {
  has(column: string): boolean;
}

const TABLES = ['message', 'attachment', 'chat', 'chat_message_join'] as const;

/** Asks SQLite once per table. Columns are named `table.column`. */
export function probeColumns(db: Database): Columns {
  const names = new Set<string>();
  for (const table of TABLES) {
    const columns = db.prepare(`SELECT name FROM pragma_table_info('${table}') ORDER BY cid`).all();
    for (const { name } of columns as { name: string }[]) names.add(`${table}.${name}`);
  }
  return { has: (column) => names.has(column) };
}

/** An expression for a column that may be missing: the column under its alias, or NULL. */
export function columnOrNull(columns: Columns, table: string, alias: string, column: string): string {
  return columns.has(`${table}.${column}`) ? `${alias}.${column}` : 'NULL';
}

/** What `status` says this database can answer (protocol section 2.6). */
export function databaseFeatures(columns: Columns): Record<string, boolean> {
  const all = (...names: string[]) => names.every((name) => columns.has(`message.${name}`));
  return {
    unread_state: all('is_read'),
    scheduled_messages: all('schedule_type', 'schedule_state'),
    reactions: all('associated_message_guid', 'associated_message_type'),
    reply_context: all('thread_originator_guid'),
    routing_metadata: columns.has('chat.account_id') && columns.has('chat.last_addressed_handle'),
    balloon_payloads: all('balloon_bundle_id', 'payload_data'),
  };
}
