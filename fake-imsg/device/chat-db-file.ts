import Database from 'better-sqlite3';
import { type ChatWriter, createChatWriter } from '../chat-db/writer.ts';

/** How long a connection waits for another process of the device before it gives up. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Pages of WAL before a checkpoint, about 16 MB. One row dirties some 45 pages; the default of 1000
 * costs a tenth.
 */
const CHECKPOINT_PAGES = 4000;

/** A connection that only reads. Never `immutable`: that would ignore the WAL. */
export function openChatDbReader(path: string): Database.Database {
  return new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
}

/** The writing connection of one process. A fake Mac has no power cut to fear, so commits are not synced. */
export function openChatDbWriter(path: string): ChatWriter {
  const db = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  db.pragma('synchronous = OFF');
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  return createChatWriter(db);
}
