// What is asked of rows of chat.db besides one column: whether imsg tells of them, as conditions on `message AS told`, and
// what has become of them since.

import { APPLE_EPOCH_MS, type StoredChange } from './messages-db.ts';

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
