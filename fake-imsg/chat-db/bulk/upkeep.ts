// How rows are written many at a time: in one transaction, with the upkeep of indexes and triggers left for the
// end. The result is what Messages' own commits and triggers would have left.

import Database from 'better-sqlite3';
import type { Connection } from '../database/connection.ts';
import { type ChatWriter, createChatWriter } from '../write/writer.ts';

const MEMORY = ':memory:';

/** With so many times as many rows as are added, indexes are kept while they are. */
const KEPT_INDEX_SHARE = 2;

const UPKEEP = `SELECT type, name, sql FROM sqlite_master
  WHERE sql IS NOT NULL AND (type = 'trigger' AND tbl_name = 'chat_message_join'
    OR type = 'index' AND tbl_name IN ('message', 'chat_message_join')) ORDER BY name`;

interface Upkeep {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

/** The highest rowid of a message; 0 where there is none. */
export const maxRowid = ({ db }: ChatWriter): number =>
  db.prepare('SELECT COALESCE(MAX(ROWID), 0) FROM message').pluck().get() as number;

/** A chat.db to write many rows into: that of a Mac, or the file at a path. */
export type BulkTarget = string | { readonly chatDbPath: string; openReader(): Connection };

/** A connection to write many rows by, to the chat.db of a device or at a path, for as long as `work` takes. */
export function withBulkWriter<Result>(target: BulkTarget, work: (writer: ChatWriter) => Result): Result {
  if (typeof target !== 'string' && target.chatDbPath === MEMORY) {
    return work(createChatWriter(target.openReader()));
  }
  const db = new Database(typeof target === 'string' ? target : target.chatDbPath, { fileMustExist: true });
  try {
    db.pragma('synchronous = OFF');
    // All the pages that are written must fit, or they are written again and again.
    db.pragma('cache_size = -262144');
    // What belongs to what is known here; checking it costs as much as writing it.
    db.pragma('foreign_keys = OFF');
    return work(createChatWriter(db));
  } finally {
    db.close();
  }
}

/**
 * Adds about `rows` messages in one transaction. Indexes are cheaper to build over all rows than to keep, unless
 * most of them are there already; for what triggers do, `work` answers itself, with `settleJoins`.
 */
export function inBulk<Result>(writer: ChatWriter, rows: number, work: () => Result): Result {
  const { db } = writer;
  const insert = db.transaction(() => {
    const keepsIndexes = maxRowid(writer) > KEPT_INDEX_SHARE * rows;
    const kept = keepsIndexes ? 'index' : '';
    const found = (db.prepare(UPKEEP).all() as Upkeep[]).filter(({ type }) => type !== kept);
    for (const { type, name } of found) db.exec(`DROP ${type} ${name}`);
    const result = work();
    for (const { sql } of found) db.exec(sql);
    return result;
  });
  return insert.immediate();
}

/** What a conversation was written to by. */
export interface UsedService {
  readonly service: string;
  readonly chatRowid: number;
}

/** What the triggers of `chat_message_join` and the commits of so many messages would have done. */
export function settleJoins(writer: ChatWriter, used: readonly UsedService[], rows: number): void {
  const { db } = writer;
  if (writer.has('chat_service')) {
    for (const { service, chatRowid } of used) {
      writer.insert('chat_service', { service, chat: chatRowid }, 'orIgnore');
    }
  }
  if (writer.has('index_state_metrics')) {
    db.prepare('UPDATE index_state_metrics SET pending_count = pending_count + ? WHERE id = 1').run(rows);
  }
  if (writer.has('_SqliteDatabaseProperties')) {
    db.prepare(`UPDATE _SqliteDatabaseProperties SET value = CAST(CAST(value AS INTEGER) + ? AS TEXT)
      WHERE key = '__CSDBRecordSequenceNumber'`).run(2 * rows);
  }
}
