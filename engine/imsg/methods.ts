// Typed calls. Only keys that are given go on the wire: strict builds refuse nulls and unknown keys. Message
// objects are handed on as they came; they are parsed where they are normalised.

import type { ChatId, MessageGuid } from '../message/ids.ts';
import type { StoredDelivery } from '../ports/messages-db.ts';
import {
  booleanOrNull,
  integerOrNull,
  isObject,
  resultObject,
  stringOrNull,
  stringsOrNull,
  unexpected,
} from './answers.ts';
import type { MethodName } from './deadlines.ts';
import type { CallOptions } from './pending-calls.ts';
import type { RpcCaller } from './rpc-client.ts';

interface WatchRequest {
  /** Exclusive; -1 = everything, null = from the newest row on. 0 means the same as null to imsg. */
  readonly sinceRowid: number | null;
  readonly attachments: boolean;
  readonly debounceMs?: number;
}

interface Subscription {
  readonly subscription: number;
  /** Null on builds before 0.14, which have no overflow. */
  readonly bufferLimit: number | null;
}

/** Reactions are always asked for (TRN-8). */
export async function watchSubscribe(
  client: RpcCaller,
  request: WatchRequest,
  options?: CallOptions,
): Promise<Subscription> {
  const params = {
    attachments: request.attachments,
    include_reactions: true,
    ...(request.sinceRowid !== null && { since_rowid: request.sinceRowid }),
    ...(request.debounceMs !== undefined && { debounce_ms: request.debounceMs }),
  };
  const result = resultObject('watch.subscribe', await client.call('watch.subscribe', params, options));
  const subscription = integerOrNull(result.subscription);
  if (subscription === null) throw unexpected('watch.subscribe', 'subscription');
  return { subscription, bufferLimit: integerOrNull(result.buffer_limit) };
}

export async function watchUnsubscribe(
  client: RpcCaller,
  subscription: number,
  options?: CallOptions,
): Promise<void> {
  await client.call('watch.unsubscribe', { subscription }, options);
}

export interface HistoryRequest {
  readonly chatId: ChatId;
  /** Default 50. */
  readonly limit?: number;
  /** Default false. */
  readonly attachments?: boolean;
}

/** Newest first. An unknown chat has none. */
export async function messagesHistory(
  client: RpcCaller,
  request: HistoryRequest,
  options?: CallOptions,
): Promise<readonly unknown[]> {
  const params = {
    chat_id: request.chatId,
    ...(request.limit !== undefined && { limit: request.limit }),
    ...(request.attachments !== undefined && { attachments: request.attachments }),
  };
  return list('messages.history', await client.call('messages.history', params, options), 'messages');
}

export interface AfterRequest {
  /** Exclusive, not negative. */
  readonly sinceRowid: number;
  readonly attachments: boolean;
  /** 1 to 500, default 100. */
  readonly limit?: number;
}

export interface AfterPage {
  /** Ascending by rowid; may be empty although there is more. */
  readonly messages: readonly unknown[];
  /** Where the next page starts; may lie above the last message. */
  readonly nextRowid: number;
  readonly hasMore: boolean;
}

/** From 0.14 on. */
export async function messagesAfter(
  client: RpcCaller,
  request: AfterRequest,
  options?: CallOptions,
): Promise<AfterPage> {
  const params = {
    since_rowid: request.sinceRowid,
    attachments: request.attachments,
    include_reactions: true,
    ...(request.limit !== undefined && { limit: request.limit }),
  };
  const result = resultObject('messages.after', await client.call('messages.after', params, options));
  const nextRowid = integerOrNull(result.next_rowid);
  if (nextRowid === null) throw unexpected('messages.after', 'next_rowid');
  return {
    messages: list('messages.after', result, 'messages'),
    nextRowid,
    hasMore: booleanOrNull(result.has_more) ?? false,
  };
}

interface SendStatus {
  /** When imsg looked, on the Mac's clock. */
  readonly checkedAtMs: number;
  /** What Messages has noted of it; null = nobody knows the message. */
  readonly delivery: StoredDelivery | null;
}

/** What is known of a message, as far as it is needed. From 0.10 on. */
export async function messageSendStatus(
  client: RpcCaller,
  guid: MessageGuid,
  options?: CallOptions,
): Promise<SendStatus> {
  const method = 'message.send_status';
  const result = resultObject(method, await client.call(method, { guid }, options));
  const checkedAtMs = Date.parse(stringOrNull(result.checked_at) ?? '');
  if (Number.isNaN(checkedAtMs)) throw unexpected(method, 'checked_at');
  const { status_fields: fields } = result;
  const noted = isObject(fields) ? integerOrNull(fields.error) : null;
  if (!isObject(fields) || noted === null) return { checkedAtMs, delivery: null };
  const error = fields.is_delivered === true ? 0 : noted;
  return { checkedAtMs, delivery: { error, service: stringOrNull(result.service) } };
}

interface ChatSummary {
  readonly chatId: number;
  readonly guid: string | null;
  readonly identifier: string | null;
  readonly name: string | null;
  readonly service: string | null;
  readonly isGroup: boolean;
  readonly participants: readonly string[];
}

/** The chats with the most recent messages first. */
export async function chatsList(
  client: RpcCaller,
  limit: number,
  options?: CallOptions,
): Promise<readonly ChatSummary[]> {
  const chats = list('chats.list', await client.call('chats.list', { limit }, options), 'chats');
  return chats.flatMap((chat) => {
    const chatId = isObject(chat) ? integerOrNull(chat.id) : null;
    if (!isObject(chat) || chatId === null) return [];
    return {
      chatId,
      guid: stringOrNull(chat.guid),
      identifier: stringOrNull(chat.identifier),
      name: stringOrNull(chat.name),
      service: stringOrNull(chat.service),
      isGroup: chat.is_group === true,
      participants: stringsOrNull(chat.participants) ?? [],
    };
  });
}

function list(method: MethodName, result: unknown, key: string): readonly unknown[] {
  const entries = resultObject(method, result)[key];
  if (!Array.isArray(entries)) throw unexpected(method, key);
  return entries;
}
