import type { Database } from 'better-sqlite3';
import { type Columns, columnOrNull } from './columns.ts';
import { textRowOf, URL_BALLOON } from './previews.ts';
import { bodyReader, type MessageRow, type RowPolicy, type RowQueries, rowFields } from './rows.ts';

/**
 * How many unread messages chats have, by chat; null where the file does not tell. Link previews of a text are no
 * messages of their own (wire-4.5): whether the text is unread, the text says.
 */
export type UnreadCounts = (() => Map<number, number>) | null;

const UNREAD = 'm.is_from_me = 0 AND m.is_read = 0';

export function createUnreadCounts(
  db: Database,
  columns: Columns,
  { rows, bodies }: { readonly rows: Pick<RowQueries, 'before'>; readonly bodies: RowPolicy['bodies'] },
): UnreadCounts {
  if (!columns.has('message.is_read')) return null;
  const read = bodyReader({ bodies });
  const all = db.prepare(`SELECT u.chat_id AS chatId, COUNT(*) AS unread
    FROM message m JOIN chat_message_join u ON u.message_id = m.ROWID WHERE ${UNREAD} GROUP BY u.chat_id`);
  const previews = db.prepare(`SELECT ${rowFields(columns)}, j.chat_id AS chatId
    FROM message m JOIN chat_message_join j ON j.message_id = m.ROWID LEFT JOIN handle h ON h.ROWID = m.handle_id
    WHERE ${UNREAD} AND ${columnOrNull(columns, 'message', 'm', 'balloon_bundle_id')} = ?`);
  return () => {
    const counts = new Map<number, number>();
    for (const { chatId, unread } of all.all() as { chatId: number; unread: number }[])
      counts.set(chatId, unread);
    for (const row of previews.all(URL_BALLOON) as (MessageRow & { chatId: number })[]) {
      const text = textRowOf(read(row), row.chatId, { rows, foldMax: Number.POSITIVE_INFINITY });
      if (text) counts.set(row.chatId, (counts.get(row.chatId) ?? 0) - 1);
    }
    return counts;
  };
}
