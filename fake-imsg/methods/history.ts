import type { ChatDb } from '../chat-db/read/chat-db.ts';
import type { FillOptions, Message } from '../chat-db/read/messages.ts';
import { type FoldedRow, foldPreviews, newestFirst, type PreviewOptions } from '../chat-db/read/previews.ts';
import { type HistoryQuery, isWithin, type MessageRow } from '../chat-db/read/rows.ts';

/** The messages of a chat, newest first by date, link previews folded in (wire-2.6, wire-3.4). */
export function readHistory(
  db: ChatDb,
  query: HistoryQuery,
  fill: FillOptions,
  { foldMax }: PreviewOptions,
): Message[] {
  const rows = foldMax === 0 ? db.rows.history(query).map(whole) : foldedHistory(db, query, foldMax);
  return db.assemble(rows, fill);
}

const whole = (row: MessageRow): FoldedRow => ({ row, preview: null });

/** Twice as many rows are read until there are enough messages of them, with their own text rows among them. */
function foldedHistory(db: ChatDb, query: HistoryQuery, foldMax: number): FoldedRow[] {
  for (let limit = query.limit; ; limit *= 2) {
    const rows = db.rows.history({ ...query, limit });
    const present = new Set(rows.map((row) => row.id));
    const ascending = [...rows].sort((one, other) => one.id - other.id);
    const options = { foldMax, rows: db.rows, detached: isWithin(query) };
    const folded = foldPreviews(ascending, options).sort(newestFirst);
    const isWhole = folded.every(({ row }) => present.has(row.id));
    if (rows.length < limit || (folded.length >= query.limit && isWhole)) return folded.slice(0, query.limit);
  }
}
