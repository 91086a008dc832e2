import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { chatDbTemplate, createChatDb } from '../../../../../fake-imsg/chat-db/schema/schema.ts';

/** Tables of macOS 26 and how many columns each has (file-2.2). */
const COLUMN_COUNTS = {
  _SqliteDatabaseProperties: 2,
  attachment: 24,
  chat: 29,
  chat_handle_join: 2,
  chat_lookup: 4,
  chat_message_join: 4,
  chat_recoverable_message_join: 4,
  chat_service: 2,
  deleted_messages: 2,
  handle: 6,
  index_state_metrics: 4,
  kvtable: 3,
  message: 95,
  message_attachment_join: 2,
  message_processing_task: 4,
  persistent_tasks: 10,
  recoverable_message_part: 6,
  scheduled_messages_pending_cloudkit_delete: 3,
  sync_chat_slice: 3,
  sync_deleted_attachments: 3,
  sync_deleted_chats: 4,
  sync_deleted_messages: 3,
  unsynced_removed_recoverable_messages: 4,
};

const open = () => new Database(chatDbTemplate());
const names = (db: Database.Database, type: string) =>
  db
    .prepare("SELECT name FROM sqlite_schema WHERE type = ? AND name NOT LIKE 'sqlite%' ORDER BY name")
    .pluck()
    .all(type) as string[];

interface ColumnInfo {
  name: string;
  type: string;
  notnull: number;
  dflt_value: string | null;
  pk: number;
}
const columns = (db: Database.Database, table: string) => db.pragma(`table_info(${table})`) as ColumnInfo[];

describe('chat.db of macOS 26', () => {
  it('has the 23 tables with their columns (file-2.2)', () => {
    const db = open();
    const counts = Object.fromEntries(names(db, 'table').map((table) => [table, columns(db, table).length]));
    expect(counts).toEqual(COLUMN_COUNTS);
  });

  it('has 53 indexes, 20 triggers, and the tables of SQLite itself (file-2.3)', () => {
    const db = open();
    expect(names(db, 'index')).toHaveLength(53);
    expect(names(db, 'trigger')).toHaveLength(20);
    const own =
      "SELECT name FROM sqlite_schema WHERE name IN ('sqlite_sequence', 'sqlite_stat1') ORDER BY name";
    expect(db.prepare(own).pluck().all()).toEqual(['sqlite_sequence', 'sqlite_stat1']);
  });

  it('declares types, defaults and constraints as noted (file-2.1)', () => {
    const db = open();
    const find = (table: string, name: string) => columns(db, table).find((column) => column.name === name);
    expect(find('message', 'guid')).toMatchObject({ type: 'TEXT', notnull: 1, dflt_value: null });
    expect(find('message', 'is_read')).toMatchObject({ type: 'INTEGER', notnull: 0, dflt_value: '0' });
    expect(find('index_state_metrics', 'id')).toMatchObject({ dflt_value: '1' });
    expect(find('kvtable', 'value')).toMatchObject({ type: 'BLOB', notnull: 1 });
    const primaryKey = columns(db, 'chat_message_join').filter((column) => column.pk > 0);
    expect(primaryKey.map((column) => column.name)).toEqual(['chat_id', 'message_id']);
    expect(() => db.exec('INSERT INTO chat_recoverable_message_join VALUES (1, 1, 0, 0)')).toThrow('CHECK');
  });

  it('declares the foreign keys, those of chat_lookup with an update as well', () => {
    const db = open();
    expect(db.pragma('foreign_key_list(chat_lookup)')).toMatchObject([
      { table: 'chat', from: 'chat', to: 'ROWID', on_update: 'CASCADE', on_delete: 'CASCADE' },
    ]);
    const joins = db.pragma('foreign_key_list(chat_message_join)') as { table: string; on_update: string }[];
    expect(joins.map((key) => [key.table, key.on_update])).toEqual([
      ['message', 'NO ACTION'],
      ['chat', 'NO ACTION'],
    ]);
  });

  it('keeps the conditions of partial indexes', () => {
    const partial = "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql LIKE '% WHERE %'";
    expect(open().prepare(partial).pluck().get()).toBe(18);
  });

  it('starts with the properties and the metrics row that Messages expects', () => {
    const db = open();
    const property = db.prepare('SELECT value FROM _SqliteDatabaseProperties WHERE key = ?').pluck();
    expect(property.get('_ClientVersion')).toBe('19010');
    expect(property.get('__CSDBRecordSequenceNumber')).toBe('0');
    expect(property.get('counter_last_reset')).toBe('0');
    expect(db.prepare('SELECT * FROM index_state_metrics').all()).toEqual([
      { id: 1, pending_count: 0, donated_count: 0, redonation_count: 0 },
    ]);
    expect(db.pragma('user_version', { simple: true })).toBe(0);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('gives every database of the template its own content', () => {
    const one = open();
    one.exec("INSERT INTO deleted_messages (guid) VALUES ('X')");
    expect(open().prepare('SELECT count(*) FROM deleted_messages').pluck().get()).toBe(0);
  });

  it('refuses a database that already has the schema', () => {
    expect(() => createChatDb(open())).toThrow('already exists');
  });
});
