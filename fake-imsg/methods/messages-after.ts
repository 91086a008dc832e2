import type { ChatDb } from '../chat-db/read/chat-db.ts';
import { type FoldedRow, foldPreviews, textRowOf, URL_BALLOON } from '../chat-db/read/previews.ts';
import { isTapback, type MessageRow, type PageQuery } from '../chat-db/read/rows.ts';
import type { Handler } from './method.ts';

/** More previews than most texts have; where there are more, more rows are asked for. */
const MOST_PREVIEWS = 8;

interface Page {
  readonly folded: readonly FoldedRow[];
  readonly nextRowid: number;
  readonly hasMore: boolean;
}

interface PageParts {
  readonly db: ChatDb;
  readonly foldMax: number;
  /** So many rows above a rowid. */
  rows(query: Pick<PageQuery, 'after' | 'limit'>): MessageRow[];
}

/**
 * `messages.after`: a page of messages above a rowid; the cursor also moves over rows that are none. Messages list
 * their reactions always; `include_reactions` only says whether tapbacks are messages. Repeated previews are not
 * dropped; those that come behind the page fold into it all the same.
 */
export const messagesAfter: Handler = (params, context) => {
  const db = context.chatDb();
  const chatId = params.integer('chat_id');
  const tapbacks = params.flag('include_reactions');
  const parts: PageParts = {
    db,
    foldMax: context.previews().foldMax,
    rows: (query) =>
      context.watch.tellsEachChat && chatId === null
        ? db.rows.aboveInEachChat({ ...query, tapbacks })
        : db.rows.above({ ...query, tapbacks }, chatId),
  };
  const page = readPage(parts, params.integer('since_rowid') ?? 0, params.integer('limit') ?? 0);
  const printed = page.folded.filter(({ row }) => row.chatId !== null);
  return {
    messages: db.assemble(printed, { attachments: params.flag('attachments'), reactions: true }),
    next_rowid: page.nextRowid,
    has_more: page.hasMore,
  };
};

/** Twice as many rows are read until there is one message more than asked for, or no row more. */
function readPage(parts: PageParts, after: number, limit: number): Page {
  const { db, foldMax } = parts;
  const fold = (rows: readonly MessageRow[]) =>
    foldPreviews(rows, { foldMax, rows: db.rows, detached: 'suppressed' });
  for (let most = limit + 1; ; most *= 2) {
    const rows = parts.rows({ after, limit: most });
    const folded = fold(rows);
    const beyond = folded[limit]?.row.id;
    if (beyond !== undefined) {
      const passed = rows.filter((row) => row.id < beyond);
      const nextRowid = passed.at(-1)?.id ?? after;
      return { folded: withLaterPreviews(parts, fold(passed), nextRowid), nextRowid, hasMore: true };
    }
    if (rows.length < most) return { folded, nextRowid: rows.at(-1)?.id ?? after, hasMore: false };
  }
}

/** Folds in the previews that come behind the page, of the last text of each chat. */
function withLaterPreviews({ db, foldMax }: PageParts, folded: FoldedRow[], after: number): FoldedRow[] {
  const last = new Map<number, FoldedRow>();
  for (const one of folded) {
    const { chatId, balloon, kind } = one.row;
    if (chatId !== null && balloon !== URL_BALLOON && !isTapback(kind)) last.set(chatId, one);
  }
  for (const [chatId, one] of last) {
    const previews = previewsBehind(db, after, chatId);
    const isOfText = (row: MessageRow) =>
      textRowOf(row, chatId, { rows: db.rows, foldMax })?.id === one.row.id;
    one.preview = previews.findLast(isOfText) ?? one.preview;
  }
  return folded;
}

/** The previews that are next in a chat, up to whatever is none. */
function previewsBehind({ rows }: ChatDb, after: number, chatId: number): MessageRow[] {
  for (let limit = MOST_PREVIEWS; ; limit *= 4) {
    const next = rows.above({ after, limit, tapbacks: false }, chatId);
    const end = next.findIndex((row) => row.balloon !== URL_BALLOON);
    if (end !== -1) return next.slice(0, end);
    if (next.length < limit) return next;
  }
}
