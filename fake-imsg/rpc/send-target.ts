import type { ChatDb } from '../chat-db/read-chat-db.ts';
import type { ChatRecord } from '../chat-db/read-chats.ts';
import { invalidParams } from './outcomes.ts';
import { normalizeAddress } from './phone-number.ts';
import type { SendAddress } from './send-request.ts';

/** Where a message goes, as far as the database knows. */
export type SendTarget =
  | { readonly kind: 'chat'; readonly chat: ChatRecord }
  /** A guid or identifier taken on trust: the database has no such chat, or cannot be read. */
  | { readonly kind: 'unknownChat'; readonly guid: string | null; readonly identifier: string | null }
  | { readonly kind: 'handle'; readonly handle: string };

/**
 * Resolves an address to a chat that exists, where one does (protocol section 6.2).
 *
 * @param chatDb Null where the database cannot be read; only `chat_id` cannot do without it.
 */
export function resolveTarget(
  address: SendAddress,
  region: string,
  requireChatDb: () => ChatDb,
  chatDb: ChatDb | null,
): SendTarget {
  switch (address.kind) {
    case 'chatId': {
      const chat = requireChatDb().chats.byId(address.chatId);
      if (!chat) throw invalidParams(`unknown chat_id ${address.chatId}`);
      return { kind: 'chat', chat };
    }
    case 'guid': {
      const chat = chatDb?.chats.byGuid(address.guid);
      return chat ? { kind: 'chat', chat } : { kind: 'unknownChat', guid: address.guid, identifier: null };
    }
    case 'identifier': {
      const { identifier } = address;
      const chat = chatDb?.chats.byIdentifier(identifier);
      return chat ? { kind: 'chat', chat } : { kind: 'unknownChat', guid: null, identifier };
    }
    case 'to': {
      const handle = normalizeAddress(address.to, region);
      if (handle === null) {
        throw invalidParams('Contacts access is unavailable; specify a phone number or email instead.');
      }
      const chat = chatDb && directChat(chatDb, handle);
      return chat ? { kind: 'chat', chat } : { kind: 'handle', handle };
    }
  }
}

function directChat(chatDb: ChatDb, handle: string): ChatRecord | null {
  for (const guid of [`iMessage;-;${handle}`, `any;-;${handle}`, `SMS;-;${handle}`, handle]) {
    const chat = chatDb.chats.byGuid(guid);
    if (chat) return chat;
  }
  return null;
}
