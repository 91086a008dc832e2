// Entries that name chats: in groupAllowFrom, and as keys of groups.

import { behindService, chatMeaning } from '../message/chat-meaning.ts';
import { type AllowEntry, parseAllowEntry } from '../message/identity/allow-entry.ts';
import type { ChatGuid } from '../message/ids.ts';
import type { ChatFacts, ChatList, NumberEntry } from './chat-facts.ts';
import { type ChatNumbers, isOfGroup, standsFor } from './chat-numbers.ts';

/** Those of one list, in the form that is fast to ask. */
export interface ChatEntries {
  readonly numbers: readonly NumberEntry[];
  readonly guids: ReadonlySet<ChatGuid>;
  readonly identifiers: ReadonlySet<string>;
  /** The conversations that GUIDs and identifiers name: their other chats are meant as well (ruling-22). */
  readonly meanings: ReadonlySet<string>;
}

/** One entry, with the text by which it is known again after a change of the configuration. */
interface Written {
  readonly text: string;
  readonly entry: AllowEntry | null;
}

/** Over which one group may go on; only for them the rest of a GUID is the same conversation. */
const SERVICE_GUID = /^(?:any|iMessage|RCS|SMS);[+-];./;

export function compileChatEntries(
  accountId: string,
  list: ChatList,
  written: readonly Written[],
): ChatEntries {
  const entries = {
    numbers: [] as NumberEntry[],
    guids: new Set<ChatGuid>(),
    identifiers: new Set<string>(),
    meanings: new Set<string>(),
  };
  for (const { text, entry } of written) {
    if (entry?.kind === 'chatId')
      entries.numbers.push({ accountId, list, entry: `${list} ${text}`, chatId: entry.chatId });
    if (entry?.kind === 'chatGuid') {
      entries.guids.add(entry.chatGuid);
      if (SERVICE_GUID.test(entry.chatGuid)) entries.meanings.add(behindService(entry.chatGuid));
    }
    if (entry?.kind === 'chatIdentifier') {
      entries.identifiers.add(entry.chatIdentifier);
      entries.meanings.add(entry.chatIdentifier);
    }
  }
  return entries;
}

export function parseGroupsKey(key: string): AllowEntry | null {
  return parseAllowEntry(/^\d+$/.test(key) ? `chat_id:${key}` : key);
}

/** Whether an entry names the very chat: its GUID, its identifier, or its number where that stands for it. */
export function namesChat(entries: ChatEntries, chat: ChatFacts, numbers: ChatNumbers): boolean {
  const { chatGuid, chatIdentifier } = chat;
  return (
    (chatGuid !== null && entries.guids.has(chatGuid)) ||
    (chatIdentifier !== null && entries.identifiers.has(chatIdentifier)) ||
    hasNumber(entries, chat, numbers, true)
  );
}

/** Whether an entry has the number of the chat, and stands for another one. */
export function isMistaken(entries: ChatEntries, chat: ChatFacts, numbers: ChatNumbers): boolean {
  return hasNumber(entries, chat, numbers, false);
}

/** Asked several times of every row, mostly of no entries: a closure for them would be a tenth of all that deciding allocates. */
function hasNumber(entries: ChatEntries, chat: ChatFacts, numbers: ChatNumbers, isItsOwn: boolean): boolean {
  for (const entry of entries.numbers)
    if (entry.chatId === chat.chatId && standsFor(entry, chat, numbers) === isItsOwn) return true;
  return false;
}

/** Whether an entry names the chat, or another one of the same group: one over RCS has the rights of the one before. */
export function namesGroup(entries: ChatEntries, chat: ChatFacts, numbers: ChatNumbers): boolean {
  if (namesChat(entries, chat, numbers)) return true;
  const meaning = chat.isGroup ? chatMeaning(chat) : null;
  if (meaning === null) return false;
  return (
    entries.meanings.has(meaning) || entries.numbers.some((number) => isOfGroup(number, meaning, numbers))
  );
}
