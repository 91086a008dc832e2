// What the newest messages of a chat show of tapbacks, for who looks whether one of them decides.

import { type NewestSource, newestMessages } from '../imsg/newest-messages.ts';
import type { OwnAddresses } from '../message/authorship.ts';
import type { ChatId } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import { normalize } from '../message/normalize.ts';
import type { Store } from '../store/store.ts';

/** Messages of a chat that are looked at (APR-13). */
const MESSAGES_MAX = 30;
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
  /** Whether a row with this number was told: then its decision is made. */
  wasTold(rowid: number): Promise<boolean>;
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
  return {
    async tapbacks(chatId, signal) {
      const asked = { signal, timeoutMs: ASK_TIMEOUT_MS };
      const messages = await newestMessages(options, { chatId, limit: MESSAGES_MAX }, asked);
      return messages?.flatMap((message) => tapbacksOn(message, ownAddresses(), options.wireRegion)) ?? null;
    },
    async wasTold(rowid) {
      const rows = await store.rowsNamed({ eventIds: [], rowid });
      return rows.some((row) => row.sourceId === sourceId());
    },
  };
}

function tapbacksOn(payload: unknown, own: OwnAddresses, region: string | null): Message[] {
  const on = normalize(payload);
  if (!on.ok || !on.message.isFromMe || on.message.guid === null) return [];
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
      reacted_to_guid: on.message.guid,
    };
    const normalized = normalize(row, own, null, region);
    return normalized.ok ? [normalized.message] : [];
  });
}
