import { ChatDbUnreadable } from '../chat-db/read/access.ts';
import type { ChatDb } from '../chat-db/read/chat-db.ts';
import type { Address } from './address.ts';
import type { BridgePolicy } from './bridge-policy.ts';
import { invalidParams } from './outcomes.ts';

/** What of the program it takes to find a chat. */
export interface ChatContext {
  /** Throws `ChatDbUnreadable`. */
  chatDb(): ChatDb;
  readonly bridge: BridgePolicy;
}

/** Everything but a row id does without the database. */
export function readableChatDb({ chatDb }: Pick<ChatContext, 'chatDb'>): ChatDb | null {
  try {
    return chatDb();
  } catch (error) {
    if (error instanceof ChatDbUnreadable) return null;
    throw error;
  }
}

/**
 * What the helper is told to act on: the guid of the chat where the database knows it, or what was asked for.
 * Throws `Outcome`.
 */
export function selectedGuid(address: Exclude<Address, { kind: 'to' }>, context: ChatContext): string {
  switch (address.kind) {
    case 'guid':
      return address.guid;
    case 'chatId': {
      const chat = context.chatDb().chats.byId(address.chatId);
      if (!chat) throw invalidParams(`unknown chat_id ${address.chatId}`);
      return chat.guid || chat.identifier;
    }
    case 'identifier': {
      if (!context.bridge.findsIdentifiers) return address.identifier;
      const chat = readableChatDb(context)?.targets.chat(address.identifier);
      return chat?.guid || chat?.identifier || address.identifier;
    }
  }
}

/** The chat that `chat_id`, `chat_identifier` or `chat_guid` names. Throws `Outcome`. */
export function chatGuidOf(address: Address, context: ChatContext): string {
  if (address.kind === 'to') throw new Error('this method takes no person');
  return selectedGuid(address, context);
}
