import { instantParam } from './instant.ts';
import type { Handler } from './method.ts';

/** `watch.subscribe`: without a rowid, or with 0, the stream starts at the newest row (protocol 3.1). */
export const watchSubscribe: Handler = (params, context) => {
  const db = context.chatDb();
  const bufferLimit = params.integer('buffer_limit') ?? Number.POSITIVE_INFINITY;
  const { id, begin } = context.watches.open({
    chatId: params.integer('chat_id'),
    sinceRowid: params.integer('since_rowid') || db.rows.maxRowid(),
    senders: params.strings('participants').map((sender) => sender.toLowerCase()),
    startMs: instantParam(params, 'start'),
    endMs: instantParam(params, 'end'),
    attachments: params.flag('attachments'),
    reactions: params.flag('include_reactions'),
    debounceMs: params.integer('debounce_ms') ?? 0,
    bufferLimit,
  });
  context.afterResponse(begin);
  return { subscription: id, buffer_limit: bufferLimit };
};

/** `watch.unsubscribe`: nothing of the subscription follows the response. Unknown numbers are fine. */
export const watchUnsubscribe: Handler = (params, context) => {
  context.watches.close(params.integer('subscription') ?? 0);
  return { ok: true };
};
