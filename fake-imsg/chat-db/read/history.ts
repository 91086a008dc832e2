import type { HasChanged } from './changes.ts';
import type { FillOptions, Message, MessageAssembler } from './messages.ts';
import { type FoldedRow, foldPreviews, newestFirst, type PreviewOptions } from './previews.ts';
import { type HistoryQuery, isWithin, type MessageRow, type RowQueries } from './rows.ts';

/** The messages of a chat, newest first by date, link previews folded in (wire-2.6, wire-3.4). */
export type ReadHistory = (
  query: HistoryQuery,
  fill: FillOptions,
  previews: PreviewOptions,
) => readonly Message[];

interface HistoryParts {
  readonly rows: RowQueries;
  readonly assemble: MessageAssembler;
}

export function historyReader({ rows, assemble }: HistoryParts): ReadHistory {
  return (query, fill, { foldMax }) =>
    assemble(foldMax === 0 ? rows.history(query).map(whole) : foldedHistory(rows, query, foldMax), fill);
}

/** More than anybody asks for in turn; beyond it the one that was read first is read again. */
const REMEMBERED_MAX = 64;

/** The same, and what is asked again of a database that has not changed is not read again. */
export function rememberHistory(read: ReadHistory, hasChanged: HasChanged): ReadHistory {
  const remembered = new Map<string, readonly Message[]>();
  return (query, fill, previews) => {
    if (hasChanged()) remembered.clear();
    const key = keyOf(query, fill, previews);
    const known = remembered.get(key);
    if (known) return known;
    const messages = read(query, fill, previews);
    remembered.set(key, messages);
    if (remembered.size > REMEMBERED_MAX) remembered.delete(remembered.keys().next().value!);
    return messages;
  };
}

function keyOf(
  { chatId, limit, senders, from, until }: HistoryQuery,
  { attachments, reactions }: FillOptions,
  { foldMax }: PreviewOptions,
): string {
  return JSON.stringify([chatId, limit, senders, `${from}`, `${until}`, attachments, reactions, foldMax]);
}

const whole = (row: MessageRow): FoldedRow => ({ row, preview: null });

/** Twice as many rows are read until there are enough messages of them, with their own text rows among them. */
function foldedHistory(all: RowQueries, query: HistoryQuery, foldMax: number): FoldedRow[] {
  for (let limit = query.limit; ; limit *= 2) {
    const rows = all.history({ ...query, limit });
    const present = new Set(rows.map((row) => row.id));
    const ascending = [...rows].sort((one, other) => one.id - other.id);
    const options = { foldMax, rows: all, detached: isWithin(query) };
    const folded = foldPreviews(ascending, options).sort(newestFirst);
    const isWhole = folded.every(({ row }) => present.has(row.id));
    if (rows.length < limit || (folded.length >= query.limit && isWhole)) return folded.slice(0, query.limit);
  }
}
