import type { Database } from 'better-sqlite3';

const KEEPS_DATES = `SELECT 1 FROM sqlite_master
  WHERE type = 'trigger' AND name = 'update_message_date_after_update_on_message'`;

/**
 * What orders the messages of a chat by date, of `message m` and `chat_message_join j`. Messages writes the date of a
 * message into both and keeps them equal with a trigger, and an index of the join leads to the newest of a chat. A file
 * without that trigger may hold any date there, and all of the chat has to be sorted by the message's own.
 */
export function dateInChat(db: Database): 'j.message_date' | 'm.date' {
  return db.prepare(KEEPS_DATES).get() ? 'j.message_date' : 'm.date';
}
