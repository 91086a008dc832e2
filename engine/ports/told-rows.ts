// What is asked of rows of chat.db besides one column: whether imsg tells of them, as conditions on `message AS told`, and
// what has become of them since.

import { APPLE_EPOCH_MS, type StoredCategory, type StoredChange } from './messages-db.ts';

/** A preview soon after another row of its sender in its chat may have been folded or dropped (wire-3.4). */
export const MAY_BE_FOLDED = `(balloon_bundle_id IS 'com.apple.messages.URLBalloonProvider' AND EXISTS (
    SELECT 1 FROM message AS text
    WHERE text.ROWID < told.ROWID AND text.ROWID > told.ROWID - 200 AND text.date > told.date - 90000000000
      AND text.handle_id IS told.handle_id AND text.is_from_me = told.is_from_me
      AND EXISTS (SELECT 1 FROM chat_message_join AS one JOIN chat_message_join AS other USING (chat_id)
        WHERE one.message_id = text.ROWID AND other.message_id = told.ROWID)))`;

export const HAS_CHAT = 'EXISTS (SELECT 1 FROM chat_message_join WHERE message_id = told.ROWID)';

/**
 * Of a message that was taken back nothing is left but its row; `date_retracted` may be set or not (file-7). One that was
 * a file alone, without a word, still has that. The card of a link may never have had a text: of it only a date says so.
 */
export const CHANGE = `SELECT (BODILESS OR coalesce(part_count, 1) = 0) AS isEmptied,
    nullif(date_edited, 0) / 1000000 AS editedMs,
    (SELECT count(*) FROM chat_message_join AS later
      WHERE later.chat_id IN (SELECT chat_id FROM chat_message_join WHERE message_id = changed.ROWID)
        AND later.message_id >= changed.ROWID) AS rowsSince
  FROM message AS changed WHERE guid = ? AND (date_edited > 0 OR date_retracted > 0
    OR (BODILESS AND balloon_bundle_id IS NOT 'com.apple.messages.URLBalloonProvider'))`.replaceAll(
  'BODILESS',
  `(coalesce(text, '') = '' AND attributedBody IS NULL
    AND NOT EXISTS (SELECT 1 FROM message_attachment_join WHERE message_id = changed.ROWID))`,
);

/** The files that stand beside `message AS m`, as a JSON array. */
export const FILES = `(SELECT json_group_array(json_object('name', a.transfer_name, 'bytes', a.total_bytes))
    FROM message_attachment_join f CROSS JOIN attachment a ON a.ROWID = f.attachment_id WHERE f.message_id = m.ROWID)`;

/** Nothing can be edited or taken back on macOS 12 and older. */
export const HAS_EDITS = "SELECT 1 FROM pragma_table_info('message') WHERE name = 'date_retracted'";

/** "Recently Deleted": the chats of what was deleted are there still. macOS 12 and older have no such place. */
export const KEEPS_DELETED = "SELECT 1 FROM sqlite_master WHERE name = 'chat_recoverable_message_join'";

/** How a conversation was put aside: of several chats the one that is hidden most. No row = the message stands in none. */
export function categoryQuery(keepsDeleted: boolean): string {
  const places = ['chat_message_join', ...(keepsDeleted ? ['chat_recoverable_message_join'] : [])];
  const chats = places.map((place) => `SELECT chat_id FROM ${place} WHERE message_id = m.ROWID`);
  return `SELECT coalesce(max(c.is_filtered), 0) AS filtered, coalesce(m.is_spam, 0) AS isSpam
    FROM message m CROSS JOIN chat c ON c.ROWID IN (${chats.join(' UNION ')})
    WHERE m.guid = ? GROUP BY m.ROWID`;
}

/** As SQLite has it, with 0 and 1. */
export interface CountedCategory {
  readonly filtered: number;
  readonly isSpam: number;
}

export function categoryFrom(found: CountedCategory | undefined): StoredCategory | null {
  return found ? { filtered: found.filtered, isSpam: found.isSpam === 1 } : null;
}

/** As SQLite has it, with 0 and 1. */
export interface CountedChange {
  readonly isEmptied: number;
  readonly rowsSince: number;
  /** Since Apple's epoch. */
  readonly editedMs: number | null;
}

export function changeFrom(change: CountedChange | undefined): StoredChange | null {
  if (!change) return null;
  const { isEmptied, rowsSince, editedMs } = change;
  const editedAtMs = editedMs === null ? null : editedMs + APPLE_EPOCH_MS;
  return { isEmptied: isEmptied === 1, rowsSince, editedAtMs };
}
