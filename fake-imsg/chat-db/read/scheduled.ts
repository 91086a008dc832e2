// Messages that are to be sent later (wire-4.8). Facts of MessageStore+Scheduled.swift in openclaw/imsg at f3b4da6.

import type { Database } from 'better-sqlite3';
import { type Columns, knowsSchedules } from './columns.ts';
import { dateText } from './time.ts';

/** As imsg tells it. Its text is that of the text column alone: nobody looks into the body. */
export interface ScheduledMessage {
  readonly id: number;
  readonly guid: string;
  readonly chat_id: number;
  readonly chat_identifier: string;
  readonly chat_guid: string;
  readonly chat_name: string;
  readonly text: string;
  readonly service: string;
  readonly scheduled_at: string;
  readonly schedule_type: number;
  readonly schedule_state: number;
}

/**
 * The owner's messages that are due at a moment (nanoseconds since 2001) or later, soonest first; null where the file
 * has no columns for them.
 */
export type FindScheduled = ((from: bigint, limit: number) => ScheduledMessage[]) | null;

export const NO_SCHEDULE_COLUMNS =
  'scheduled messages are unavailable because this Messages database has no schedule columns';

export function createScheduledQuery(db: Database, columns: Columns): FindScheduled {
  if (!knowsSchedules(columns)) return null;
  const number = (column: string) => (columns.has(`message.${column}`) ? `COALESCE(m.${column}, 0)` : '0');
  const guid = columns.has('message.guid') ? `COALESCE(m.guid, '')` : `''`;
  const select = db.prepare(`SELECT m.ROWID AS id, ${guid} AS guid, c.ROWID AS chat_id,
      COALESCE(c.chat_identifier, '') AS chat_identifier, COALESCE(c.guid, '') AS chat_guid,
      COALESCE(c.display_name, c.chat_identifier, '') AS chat_name, COALESCE(m.text, '') AS text,
      COALESCE(m.service, '') AS service, m.date AS date,
      ${number('schedule_type')} AS schedule_type, ${number('schedule_state')} AS schedule_state
    FROM message m JOIN chat_message_join j ON j.message_id = m.ROWID JOIN chat c ON c.ROWID = j.chat_id
    WHERE (${number('schedule_type')} != 0 OR ${number('schedule_state')} != 0)
      AND COALESCE(m.is_from_me, 0) = 1 AND COALESCE(m.date, 0) >= +?
    ORDER BY m.date, m.ROWID LIMIT +?`);
  return (from, limit) =>
    (select.all(from, limit) as (Omit<ScheduledMessage, 'scheduled_at'> & { date: number })[]).map(
      ({ date, ...message }) => ({ ...message, scheduled_at: dateText(date) }),
    );
}
