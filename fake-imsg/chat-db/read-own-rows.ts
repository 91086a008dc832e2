import type { Database } from 'better-sqlite3';
import type { Columns } from './read-columns.ts';
import { textOf } from './read-rows.ts';

/** A row that shows that something left this Mac. */
export interface OwnRow {
  readonly id: number;
  readonly guid: string;
  readonly service: string | null;
  readonly chatGuid: string;
}

export interface OwnRowQuery {
  readonly text: string;
  /** Nanoseconds since 2001; older rows do not count. */
  readonly from: bigint;
  /** The chat by guid, or by identifier where the message made the chat. */
  readonly chat: { readonly guid: string } | { readonly identifier: string };
}

export type FindOwnRow = (query: OwnRowQuery) => OwnRow | null;

/** Finds the newest own row with exactly this text in the chat (protocol section 6.4). */
export function createOwnRowQuery(db: Database, columns: Columns): FindOwnRow {
  const body = columns.has('message.attributedBody') ? 'm.attributedBody' : 'NULL';
  // By date first: the few rows of the last moments, whatever else the chat holds.
  const rows = db.prepare(`SELECT m.ROWID AS id, m.guid, m.service, c.guid AS chatGuid, m.text AS storedText,
      ${body} AS body
    FROM message m CROSS JOIN chat_message_join j ON j.message_id = m.ROWID
      CROSS JOIN chat c ON c.ROWID = j.chat_id
    WHERE m.date >= +@from AND m.is_from_me = 1
      AND (c.guid = +@guid OR (+@guid IS NULL AND c.chat_identifier = +@identifier))
    ORDER BY m.ROWID DESC`);
  return ({ text, from, chat }) => {
    const guid = 'guid' in chat ? chat.guid : null;
    const identifier = 'identifier' in chat ? chat.identifier : null;
    const candidates = rows.all({ from, guid, identifier }) as (OwnRow & Parameters<typeof textOf>[0])[];
    const found = candidates.find((row) => textOf(row) === text);
    return found
      ? { id: found.id, guid: found.guid, service: found.service, chatGuid: found.chatGuid }
      : null;
  };
}
