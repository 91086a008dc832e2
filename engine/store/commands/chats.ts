// What the numbers of chats stand for: a number belongs to one database, and another one may give it to another chat
// (ruling-22).

import type { ChatId } from '../../message/ids.ts';
import type { AccessOf } from './access.ts';

/** A group that was admitted, under one of its numbers. */
export interface KnownChat {
  readonly chatId: ChatId;
  /** Which conversation it is; see `chatMeaning`. */
  readonly meaning: string;
  /** What names the group in session keys, given once and for good. Groups of one meaning have it in common. */
  readonly session: string;
}

/** What an entry of a list that names a chat by its number stands for. */
export interface EntryMeaning {
  readonly accountId: string;
  /** The list and the entry as it is written there: another wording is another entry. */
  readonly entry: string;
  readonly chatId: ChatId;
  /** The conversation that had the number when it was first used, or when that was last confirmed. */
  readonly meaning: string;
  /** The database in which it had the number. */
  readonly sourceId: string;
  /** Another conversation that has the number now, and that nobody has confirmed; null = none. */
  readonly other: { readonly sourceId: string; readonly meaning: string } | null;
}

export interface ChatChanges {
  readonly chats: readonly KnownChat[];
  /** Each takes the place of what its entry stood for. */
  readonly entries: readonly EntryMeaning[];
}

/** Each with its input and its result. */
export interface ChatCommands {
  /** Those of a source in the order in which they became known. */
  chats: { in: { sourceId: string }; out: readonly KnownChat[] };
  /** Those of an account that were ever used, by their texts. */
  entryMeanings: { in: { accountId: string }; out: readonly EntryMeaning[] };
  /** A number that is known to stand for a group keeps its session. `forgotten` = entries that are in no list any more. */
  changeChats: {
    in: { sourceId: string; forgotten: readonly Pick<EntryMeaning, 'accountId' | 'entry'>[] } & ChatChanges;
    out: undefined;
  };
}

export const CHAT_COMMANDS = {
  chats: 'read',
  entryMeanings: 'read',
  changeChats: 'write',
} as const satisfies AccessOf<ChatCommands>;
