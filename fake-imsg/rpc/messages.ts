import { foldPreviews } from '../chat-db/read-previews.ts';
import { isTapback } from '../chat-db/read-rows.ts';
import { appleNs } from '../chat-db/read-time.ts';
import { readHistory } from './history.ts';
import { instantParam } from './instant.ts';
import type { Handler } from './method.ts';

/** `messages.history`: newest first; an unknown chat is an empty one (protocol section 2.6). */
export const messagesHistory: Handler = (params, context) => {
  const startMs = instantParam(params, 'start');
  const endMs = instantParam(params, 'end');
  const query = {
    chatId: params.integer('chat_id') ?? 0,
    limit: params.integer('limit') ?? 0,
    senders: params.strings('participants').map((sender) => sender.toLowerCase()),
    from: startMs === null ? null : appleNs(startMs),
    until: endMs === null ? null : appleNs(endMs),
  };
  const fill = { attachments: params.flag('attachments'), reactions: true };
  return { messages: readHistory(context.chatDb(), query, fill, context.previews()) };
};

/** `messages.after`: a page of rows above a rowid; the cursor also moves over rows that are not printed. */
export const messagesAfter: Handler = (params, context) => {
  const db = context.chatDb();
  const sinceRowid = params.integer('since_rowid') ?? 0;
  const limit = params.integer('limit') ?? 0;
  const reactions = params.flag('include_reactions');
  const scanned = db.rows.above(sinceRowid, limit + 1, params.integer('chat_id'));
  const page = scanned.slice(0, limit);
  const printed = page.filter((row) => row.chatId !== null && (reactions || !isTapback(row.kind)));
  const folded = foldPreviews(printed, { ...context.previews(), rows: db.rows, suppressDetached: true });
  return {
    messages: db.assemble(folded, { attachments: params.flag('attachments'), reactions }),
    next_rowid: page.at(-1)?.id ?? sinceRowid,
    has_more: scanned.length > limit,
  };
};
