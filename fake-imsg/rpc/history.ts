import type { ChatDb } from '../chat-db/read-chat-db.ts';
import type { FillOptions, Message } from '../chat-db/read-messages.ts';
import { foldPreviews, type PreviewOptions } from '../chat-db/read-previews.ts';
import type { HistoryQuery } from '../chat-db/read-rows.ts';

/** The messages of a chat, newest first by date, link previews folded in (protocol sections 2.6, 3.4). */
export function readHistory(
  db: ChatDb,
  query: HistoryQuery,
  fill: FillOptions,
  previews: PreviewOptions,
): Message[] {
  const rows = db.rows.history(query);
  // Builds that do not fold drop twins from watches only.
  if (previews.foldMax === 0) {
    const whole = rows.map((row) => ({ row, preview: null }));
    return db.assemble(whole, fill);
  }
  const ascending = [...rows].sort((one, other) => one.id - other.id);
  const folded = foldPreviews(ascending, { ...previews, rows: db.rows, suppressDetached: false });
  const places = new Map(rows.map((row, index) => [row.id, index]));
  folded.sort((one, other) => places.get(one.row.id)! - places.get(other.row.id)!);
  return db.assemble(folded, fill);
}
