import type { ChatGuid, ChatId } from '../message/ids.ts';

/** What of a row says in which chat it stands. */
export interface ChatFacts {
  /** As on the wire. */
  readonly isGroup: boolean;
  readonly chatId: ChatId | null;
  readonly chatGuid: ChatGuid | null;
  readonly chatIdentifier: string | null;
}

/** An entry that names a chat by its number. */
export interface NumberEntry {
  readonly accountId: string;
  /** The list and the entry as it is written there. */
  readonly entry: string;
  readonly chatId: ChatId;
  /** Which list it is in. */
  readonly list: ChatList;
}

export type ChatList = 'groupAllowFrom' | 'groups' | 'bindings';
