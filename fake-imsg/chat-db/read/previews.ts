// Link previews travel as rows of their own. This imsg folds a preview into the text row it belongs to and
// drops a second preview of the same link (wire-3.4).

import { type MessageRow, type RowQueries, senderOf, textOf } from './rows.ts';
import { dateSeconds } from './time.ts';

export interface FoldedRow {
  readonly row: MessageRow;
  preview: MessageRow | null;
}

/** Remembers the previews that were seen, and when (seconds since 2001), so that twins are dropped. */
export type PreviewMemory = Map<string, { readonly id: number; readonly date: number }>;

export const URL_BALLOON = 'com.apple.messages.URLBalloonProvider';
/** More links than most texts have; where there are more, more rows are asked for. */
const MOST_LINKS = 8;
const FOLD_WINDOW_S = 5;
const TWIN_WINDOW_S = 90;
const MEMORY_S = 600;

/** What builds differ in. */
export interface PreviewOptions {
  /** How many previews that follow a text one by one can fold into it; 0 = none does. */
  readonly foldMax: number;
  /** Null where twins are not dropped. */
  readonly memory: PreviewMemory | null;
}

export interface FoldOptions extends Pick<PreviewOptions, 'foldMax'> {
  readonly rows: Pick<RowQueries, 'before'>;
  /**
   * What becomes of a preview whose text row is not among the rows given: it goes unsaid, since a watch has told
   * that before, or the text row takes its place where it may be shown.
   */
  readonly detached: 'suppressed' | ((text: MessageRow) => boolean);
}

/** @param page Rows in ascending order, each with its chat. */
export function foldPreviews(page: readonly MessageRow[], options: FoldOptions): FoldedRow[] {
  // No map: where a row of two chats is told twice, it is there twice.
  const kept: FoldedRow[] = [];
  for (const row of page) {
    if (row.balloon === URL_BALLOON) {
      const text = options.foldMax > 0 && row.chatId !== null ? textRowOf(row, row.chatId, options) : null;
      const host = text && kept.find((one) => one.row.id === text.id && one.row.chatId === row.chatId);
      if (host) {
        host.preview = row;
        continue;
      }
      if (text && options.detached === 'suppressed') continue;
      if (text && options.detached !== 'suppressed' && options.detached(text)) {
        kept.push({ row: text, preview: row });
        continue;
      }
    }
    kept.push({ row, preview: null });
  }
  return kept;
}

/** What is left without the previews that the memory has; it has them all from now on. */
export function withoutTwins(folded: readonly FoldedRow[], memory: PreviewMemory | null): FoldedRow[] {
  return folded.filter(({ row }) => !memory || row.balloon !== URL_BALLOON || !isTwin(row, memory));
}

/** Puts rows in the order in which lists have them. */
export function newestFirst({ row: one }: FoldedRow, { row: other }: FoldedRow): number {
  return dateSeconds(other.date ?? 0) - dateSeconds(one.date ?? 0) || other.id - one.id;
}

/**
 * The text row that a preview belongs to. Of one text with several links there is a run of previews: unless all of
 * them belong to it, none does.
 */
export function textRowOf(
  preview: MessageRow,
  chatId: number,
  { rows, foldMax }: Pick<FoldOptions, 'rows' | 'foldMax'>,
): MessageRow | null {
  for (let limit = Math.min(foldMax, MOST_LINKS); ; limit *= 4) {
    const earlier = rows.before(preview.id, limit, chatId);
    const runLength = earlier.findIndex((row) => row.balloon !== URL_BALLOON);
    if (runLength !== -1) {
      const text = earlier[runLength]!;
      const run = [preview, ...earlier.slice(0, runLength)];
      return run.every((one) => belongsTo(one, text)) ? text : null;
    }
    if (earlier.length < limit || limit === foldMax) return null;
  }
}

/** Whether a preview is one of the link of a text that came right before it. */
export function belongsTo(preview: MessageRow, text: MessageRow): boolean {
  if (text.balloon) return false;
  const elapsed = dateSeconds(preview.date ?? 0) - dateSeconds(text.date ?? 0);
  const sameHandle =
    text.handleId === null || preview.handleId === null || text.handleId === preview.handleId;
  const sameSender = text.isFromMe === preview.isFromMe && senderOf(text) === senderOf(preview);
  if (!sameHandle || !sameSender || elapsed < 0 || elapsed > FOLD_WINDOW_S) return false;
  return namesLink(textOf(text), textOf(preview));
}

/** Whether the text holds the link of a preview, in whatever case and with or without slashes around it. */
function namesLink(text: string, previewText: string): boolean {
  const link = previewText.trim().toLowerCase();
  if (!/^(https?:\/\/|www\.)/.test(link)) return false;
  return text.toLowerCase().includes(link.replace(/^\/+|\/+$/g, ''));
}

/** A row that says the same as one before it, not much later or even earlier; without a text nothing is said. */
function isTwin(row: MessageRow, memory: PreviewMemory): boolean {
  const text = textOf(row);
  if (text === '') return false;
  const date = dateSeconds(row.date ?? 0);
  for (const [key, seen] of memory) if (date - seen.date > MEMORY_S) memory.delete(key);
  const key = JSON.stringify([row.chatId, row.isFromMe, senderOf(row), text]);
  const seen = memory.get(key);
  memory.set(key, { id: row.id, date });
  return seen !== undefined && (row.id <= seen.id || date - seen.date <= TWIN_WINDOW_S);
}
