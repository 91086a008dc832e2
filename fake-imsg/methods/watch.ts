import { instantParam } from './instant.ts';
import type { Handler } from './method.ts';

/** `watch.subscribe`: without a rowid, or with 0, the stream starts at the newest row (wire-3.1). */
export const watchSubscribe: Handler = (params, context) => {
  const db = context.chatDb();
  const attachments = params.flag('attachments');
  const tapbacks = params.flag('include_reactions');
  const bufferLimit = params.integer('buffer_limit') ?? Number.POSITIVE_INFINITY;
  const debounceMs = params.integer('debounce_ms') ?? context.watch.debounceMs;
  const { id, begin } = context.watches.open({
    chatId: params.integer('chat_id'),
    sinceRowid: params.integer('since_rowid') || db.rows.maxRowid(),
    senders: params.strings('participants'),
    startMs: instantParam(params, 'start'),
    endMs: instantParam(params, 'end'),
    attachments,
    reactions: context.reactionsNeedAttachments ? attachments : tapbacks,
    tapbacks,
    debounceMs,
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
