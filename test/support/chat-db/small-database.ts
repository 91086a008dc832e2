import Database from 'better-sqlite3';

/** A chat.db with what is asked of it alone; it stays open. */
export function writeDatabase(path: string, guids: readonly string[]): Database.Database {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.exec(
    'CREATE TABLE IF NOT EXISTS message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT, date INTEGER, ' +
      'balloon_bundle_id TEXT, handle_id INTEGER DEFAULT 1, is_from_me INTEGER DEFAULT 0, destination_caller_id TEXT, text TEXT, service TEXT, error INTEGER DEFAULT 0, is_delivered INTEGER DEFAULT 0, ' +
      'item_type INTEGER DEFAULT 0, group_action_type INTEGER DEFAULT 0, group_title TEXT, other_handle INTEGER DEFAULT 0, associated_message_type INTEGER, associated_message_guid TEXT, cache_has_attachments INTEGER); ' +
      'CREATE TABLE IF NOT EXISTS handle (ROWID INTEGER PRIMARY KEY, id TEXT); ' +
      'CREATE TABLE IF NOT EXISTS chat (ROWID INTEGER PRIMARY KEY, guid TEXT); ' +
      'CREATE TABLE IF NOT EXISTS chat_message_join (chat_id INTEGER, message_id INTEGER); ' +
      'CREATE TABLE IF NOT EXISTS attachment (ROWID INTEGER PRIMARY KEY, transfer_name TEXT, total_bytes INTEGER); ' +
      'CREATE TABLE IF NOT EXISTS message_attachment_join (message_id INTEGER, attachment_id INTEGER)',
  );
  for (const guid of guids) database.prepare('INSERT INTO message (guid) VALUES (?)').run(guid);
  return database;
}
