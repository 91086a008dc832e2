import { EngineError } from '../errors.ts';
import { chatMeaning } from '../message/chat-meaning.ts';
import type { ChatGuid, ChatId } from '../message/ids.ts';
import type { MessagesDb } from '../ports/messages-db.ts';

/** Groups for which chat.db was asked already are remembered up to this many. */
const ASKED_MAX = 1024;

/** What listed numbers are in chat.db, whether or not anybody has written there yet. */
export interface StandingNumbers {
  /** Begins with a database; null = it cannot be read. `isStill` = whether it is the one that stands there; false = nobody can say. */
  open(db: MessagesDb | null, numbers: readonly ChatId[], isStill: () => Promise<boolean>): void;
  /** Undefined = nobody knows. */
  meaningOf(chatId: ChatId): string | undefined;
  /** Asks chat.db for a group that came, once; null = there is nothing to ask. Never rejects. */
  look(group: string): Promise<void> | null;
}

export function createStandingNumbers(): StandingNumbers {
  const meanings = new Map<ChatId, string>();
  const asked = new Set<string>();
  let db: MessagesDb | null = null;
  let numbers: readonly ChatId[] = [];
  let isStill = async () => false;

  const ask = async (readable: MessagesDb, unknown: readonly ChatId[], group: string) => {
    try {
      const chats = await readable.chatsAt(unknown);
      // The numbers of another database that took its place say nothing of what comes from this one.
      if (!(await isStill())) return void asked.delete(group);
      unknown.forEach((chatId, index) => {
        const chat = chats[index];
        const chatGuid = (chat?.guid || null) as ChatGuid | null;
        const meaning = chat && chatMeaning({ chatGuid, chatIdentifier: chat.identifier });
        if (meaning) meanings.set(chatId, meaning);
      });
    } catch (error) {
      // Then it is known when somebody writes there.
      if (!(error instanceof EngineError)) throw error;
    }
  };
  return {
    open(readable, listed, isStillThere) {
      db = readable;
      isStill = isStillThere;
      numbers = [...new Set(listed)];
      meanings.clear();
      asked.clear();
    },
    meaningOf: (chatId) => meanings.get(chatId),
    look(group) {
      if (db === null || asked.has(group)) return null;
      const unknown = numbers.filter((chatId) => !meanings.has(chatId));
      if (unknown.length === 0) return null;
      if (asked.size >= ASKED_MAX) asked.clear();
      asked.add(group);
      return ask(db, unknown, group);
    },
  };
}
