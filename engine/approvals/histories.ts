// What the newest messages of a chat show of tapbacks, for who looks whether one of them decides.

import { chatsList } from '../imsg/methods.ts';
import { historyReader, type NewestSource, newestMessages } from '../imsg/newest-messages.ts';
import type { OwnAddresses } from '../message/authorship.ts';
import { chatMeaning } from '../message/chat-meaning.ts';
import type { ChatGuid, ChatId } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import { normalize } from '../message/normalize.ts';
import type { JournalledRow } from '../store/commands/rows.ts';
import type { Store } from '../store/store.ts';

/** Messages of a chat that are looked at (APR-13). */
const MESSAGES_MAX = 30;
/** Chats among which what began a chat is looked for. */
const CHATS_MAX = 50;
/** As long as any read. */
const ASK_TIMEOUT_MS = 10_000;

/** What of a message all that is put on it shares. */
const SHARED = [
  'chat_id',
  'chat_guid',
  'chat_identifier',
  'chat_name',
  'participants',
  'is_group',
  'destination_caller_id',
] as const;

export interface Histories {
  /**
   * The tapbacks on the account's own newest messages of a chat, as the rows would be that imsg does not tell. Null where it
   * cannot be asked right now, or everything would wait for it. Rejects with an `EngineError`.
   */
  tapbacks(chatId: ChatId, signal: AbortSignal): Promise<readonly Message[] | null>;
  /** The account's own newest messages of a chat. Null and rejections as above. */
  own(chatId: ChatId, signal: AbortSignal): Promise<readonly Message[] | null>;
  /** The chats in which something was said last. Null and rejections as above. */
  newestChats(signal: AbortSignal): Promise<readonly NewestChat[] | null>;
  /** What became of the row with this number; null = it was not told. */
  told(rowid: number): Promise<Pick<JournalledRow, 'arrivedAtMs' | 'verdicts'> | null>;
}

export interface NewestChat {
  readonly chatId: ChatId;
  readonly conversation: string;
}

interface HistoriesOptions extends NewestSource {
  readonly store: Pick<Store, 'rowsNamed'>;
  sourceId(): string | null;
  ownAddresses(): OwnAddresses;
  /** The country of handles of the wire without one; null = they are as they came. */
  readonly wireRegion: string | null;
}

export function createHistories(options: HistoriesOptions): Histories {
  const { store, sourceId, ownAddresses } = options;
  const newestIn = (chatId: ChatId, signal: AbortSignal) =>
    newestMessages(options, { chatId, limit: MESSAGES_MAX }, { signal, timeoutMs: ASK_TIMEOUT_MS });
  return {
    async tapbacks(chatId, signal) {
      const messages = await newestIn(chatId, signal);
      return messages?.flatMap((message) => tapbacksOn(message, ownAddresses(), options.wireRegion)) ?? null;
    },
    async own(chatId, signal) {
      const messages = await newestIn(chatId, signal);
      return messages?.flatMap((message) => ownIn(message) ?? []) ?? null;
    },
    async newestChats(signal) {
      const caller = historyReader(options);
      const chats = caller && (await chatsList(caller, CHATS_MAX, { signal, timeoutMs: ASK_TIMEOUT_MS }));
      return (
        chats?.flatMap(({ chatId, guid, identifier }) => {
          const named = { chatGuid: guid as ChatGuid | null, chatIdentifier: identifier };
          const conversation = chatMeaning(named);
          return conversation === null ? [] : { chatId: chatId as ChatId, conversation };
        }) ?? null
      );
    },
    async told(rowid) {
      const rows = await store.rowsNamed({ eventIds: [], rowid });
      return rows.find((row) => row.sourceId === sourceId()) ?? null;
    },
  };
}

function ownIn(payload: unknown): Message | null {
  const normalized = normalize(payload);
  if (!normalized.ok || !normalized.message.isFromMe || normalized.message.guid === null) return null;
  return normalized.message.reaction === null ? normalized.message : null;
}

function tapbacksOn(payload: unknown, own: OwnAddresses, region: string | null): Message[] {
  const on = ownIn(payload);
  if (on === null) return [];
  const { reactions, ...fields } = payload as Readonly<Record<string, unknown>>;
  if (!Array.isArray(reactions)) return [];
  const shared = Object.fromEntries(SHARED.flatMap((name) => (name in fields ? [[name, fields[name]]] : [])));
  return reactions.flatMap((reaction: unknown) => {
    const { id, sender, is_from_me, created_at, type, emoji } = (reaction ?? {}) as Record<string, unknown>;
    const row = {
      ...shared,
      id,
      text: '',
      sender,
      is_from_me,
      created_at,
      is_reaction: true,
      is_reaction_add: true,
      reaction_type: type,
      reaction_emoji: emoji,
      reacted_to_guid: on.guid,
    };
    const normalized = normalize(row, own, null, region);
    return normalized.ok ? [normalized.message] : [];
  });
}
