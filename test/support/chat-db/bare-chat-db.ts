import Database from 'better-sqlite3';

/** Nanoseconds since 2001 of 2026-01-01T00:00:00Z plus some seconds. */
export function secondsIn(seconds: number): bigint {
  return (788_918_400n + BigInt(seconds)) * 1_000_000_000n;
}

const OLD_TABLES = `
  CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT, service TEXT);
  CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, guid TEXT, chat_identifier TEXT, service_name TEXT,
    display_name TEXT);
  CREATE TABLE message (ROWID INTEGER PRIMARY KEY, guid TEXT, text TEXT, handle_id INTEGER, service TEXT,
    date INTEGER, is_from_me INTEGER DEFAULT 0);
  CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY, filename TEXT, transfer_name TEXT, uti TEXT,
    mime_type TEXT, total_bytes INTEGER, is_sticker INTEGER);
  CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER);
  CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER);
  CREATE TABLE message_attachment_join (message_id INTEGER, attachment_id INTEGER);
`;

const LATER_COLUMNS = [
  'message ADD attributedBody BLOB',
  'message ADD associated_message_guid TEXT',
  'message ADD associated_message_type INTEGER DEFAULT 0',
  'message ADD thread_originator_guid TEXT',
  'message ADD thread_originator_part TEXT',
  'message ADD destination_caller_id TEXT',
  'message ADD balloon_bundle_id TEXT',
  'message ADD reply_to_guid TEXT',
  'message ADD is_audio_message INTEGER DEFAULT 0',
  'message ADD is_read INTEGER DEFAULT 0',
  'message ADD date_read INTEGER DEFAULT 0',
  'attachment ADD user_info BLOB',
  'attachment ADD transfer_state INTEGER DEFAULT 0',
  'chat_message_join ADD message_date INTEGER',
];

export interface BareMessage {
  readonly id: number;
  readonly chat?: number | null;
  readonly second?: number;
  readonly [column: string]: unknown;
}

export interface BareChatDb {
  readonly db: Database.Database;
  /** Inserts a message of handle 1 in chat 1, named `G<id>`, unless told otherwise. */
  message(message: BareMessage): void;
}

/**
 * A small chat.db: handle 1 `+15550001111`, handle 2 `bo@example.com`, chat 1 direct with handle 1, chat 2
 * the group `Lunch` with both. `old` leaves out every column that imsg can do without.
 */
export function createBareChatDb({ old = false }: { old?: boolean } = {}): BareChatDb {
  const db = new Database(':memory:');
  db.exec(OLD_TABLES);
  if (!old) for (const change of LATER_COLUMNS) db.exec(`ALTER TABLE ${change}`);
  db.exec(`
    INSERT INTO handle VALUES (1, '+15550001111', 'iMessage'), (2, 'bo@example.com', 'iMessage');
    INSERT INTO chat VALUES (1, 'any;-;+15550001111', '+15550001111', 'iMessage', ''),
      (2, 'any;+;chat42', 'chat42', 'iMessage', 'Lunch');
    INSERT INTO chat_handle_join VALUES (1, 1), (2, 2), (2, 1);
  `);
  return {
    db,
    message({ id, chat = 1, second = id, ...columns }) {
      const row = { ROWID: id, guid: `G${id}`, handle_id: 1, date: secondsIn(second), ...columns };
      const names = Object.keys(row);
      db.prepare(
        `INSERT INTO message (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
      ).run(row);
      if (chat !== null) {
        db.prepare('INSERT INTO chat_message_join (chat_id, message_id) VALUES (?, ?)').run(chat, id);
        if (!old)
          db.exec(
            'UPDATE chat_message_join SET message_date = (SELECT date FROM message WHERE ROWID = message_id)',
          );
      }
    },
  };
}
