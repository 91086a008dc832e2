// Link previews travel as rows of their own. This imsg folds a preview into the text row it belongs to and
// drops a second preview of the same link (protocol section 3.4).

import { type MessageRow, type RowQueries, senderOf, textOf } from './read-rows.ts';

export interface FoldedRow {
  readonly row: MessageRow;
  preview: MessageRow | null;
}

/** Remembers the previews that were seen, so that twins are dropped. */
export type PreviewMemory = Map<string, number>;

const URL_BALLOON = 'com.apple.messages.URLBalloonProvider';
const FOLD_WINDOW_NS = 5e9;
const TWIN_WINDOW_NS = 90e9;
const MEMORY_NS = 600e9;
/** What builds differ in. */
export interface PreviewOptions {
  /** How many previews that follow a text one by one can fold into it; 0 = none does. */
  readonly foldMax: number;
  readonly memory: PreviewMemory;
}

export interface FoldOptions extends PreviewOptions {
  readonly rows: Pick<RowQueries, 'before'>;
  /**
   * Whether a preview goes unsaid when its text row is not among the rows given: a watch has sent that
   * before.
   */
  readonly suppressDetached: boolean;
}

/** @param page Rows in ascending order, each with its chat. */
export function foldPreviews(page: readonly MessageRow[], options: FoldOptions): FoldedRow[] {
  // No map: where a row of two chats is told twice, it is there twice.
  const kept: FoldedRow[] = [];
  for (const row of page) {
    if (row.balloon === URL_BALLOON && row.chatId !== null) {
      const text = options.foldMax > 0 ? textRowOf(row, row.chatId, options) : null;
      const host = text && kept.find((one) => one.row.id === text.id && one.row.chatId === row.chatId);
      if (host) {
        host.preview ??= row;
        continue;
      }
      if (text && options.suppressDetached) continue;
      if (isTwin(row, options.memory)) continue;
    }
    kept.push({ row, preview: null });
  }
  return kept;
}

function textRowOf(preview: MessageRow, chatId: number, { rows, foldMax }: FoldOptions): MessageRow | null {
  const earlier = rows.before(preview.id, foldMax, chatId);
  const text = earlier.find((row) => row.balloon !== URL_BALLOON);
  if (!text || text.balloon) return null;
  const elapsed = (preview.date ?? 0) - (text.date ?? 0);
  const sameSender = text.isFromMe === preview.isFromMe && senderOf(text) === senderOf(preview);
  if (!sameSender || elapsed < 0 || elapsed > FOLD_WINDOW_NS) return null;
  const link = bareLink(textOf(preview));
  return link !== '' && textOf(text).toLowerCase().includes(link) ? text : null;
}

function bareLink(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/$/, '');
}

function isTwin(row: MessageRow, memory: PreviewMemory): boolean {
  const date = row.date ?? 0;
  for (const [key, seen] of memory) if (date - seen > MEMORY_NS) memory.delete(key);
  const key = JSON.stringify([row.chatId, row.isFromMe, senderOf(row), textOf(row)]);
  const seen = memory.get(key);
  memory.set(key, date);
  return seen !== undefined && Math.abs(date - seen) <= TWIN_WINDOW_NS;
}
