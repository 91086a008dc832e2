import { historyBound } from '../chat-db/read/time.ts';
import { instantParam } from './instant.ts';
import type { Handler } from './method.ts';

/** `messages.history`: newest first; an unknown chat is an empty one (wire-2.6). */
export const messagesHistory: Handler = (params, context) => {
  const chatId = params.integer('chat_id') ?? 0;
  const db = context.chatDb();
  const startMs = instantParam(params, 'start');
  const endMs = instantParam(params, 'end');
  const query = {
    chatId,
    limit: params.integer('limit') ?? 0,
    senders: params.strings('participants'),
    from: historyBound(startMs),
    until: historyBound(endMs),
  };
  const attachments = params.flag('attachments');
  const fill = { attachments, reactions: attachments || !context.reactionsNeedAttachments };
  return { messages: db.history(query, fill, context.previews()) };
};

/**
 * `messages.search`: newest first; attachments and reactions are never listed (wire-2.6). What
 * matches differs by build.
 */
export const messagesSearch: Handler = (params, context) => {
  const db = context.chatDb();
  const query = {
    text: params.string('query') ?? '',
    match: params.string('match') === 'exact' ? ('exact' as const) : ('contains' as const),
    limit: params.integer('limit') ?? 0,
  };
  const found = db.search(query, context.search, context.previews());
  return { messages: db.assemble(found, { attachments: false, reactions: false }) };
};
