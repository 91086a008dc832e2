// What a number of a chat stands for. It belongs to one database: where another has taken its place, the number may be
// that of a stranger's group (ruling-22).

import { DEFAULT_ACCOUNT_ID } from '../config/account-names.ts';
import { clean } from '../log-text.ts';
import { chatMeaning } from '../message/chat-meaning.ts';
import type { ChatId } from '../message/ids.ts';
import type { EntryMeaning } from '../store/commands/chats.ts';
import type { NumbersKnown } from '../store/commands/journal.ts';
import type { ChatFacts, NumberEntry } from './chat-facts.ts';
import type { WarnOnce } from './warn-once.ts';

/** What is known of the numbers of chats while a row is decided. */
export interface ChatNumbers {
  /** The database that gives the numbers. */
  readonly sourceId: string;
  /** Whether it was looked at since, and is the one in which the numbers were used. */
  readonly isProven: boolean;
  /** Undefined = it has not been used. */
  meaningOf(entry: Pick<NumberEntry, 'accountId' | 'entry'>): EntryMeaning | undefined;
  /** What has the number in the database right now, whether or not it was used; undefined = nobody has asked. */
  standing(chatId: ChatId): string | undefined;
}

/** They are a service, a sign and an identifier of some 20 characters. */
const GUID_LENGTH_MAX = 100;

/** Before a database is known: every number stands for whatever has it. */
export const NO_NUMBERS: ChatNumbers = {
  sourceId: '',
  isProven: false,
  meaningOf: () => undefined,
  standing: () => undefined,
};

/**
 * Whether the number of an entry stands for this chat, which has it: nobody has used it before, it was this chat that had
 * it, or the database is proven to be the same, so that the chat is the same under another name.
 */
export function standsFor(entry: NumberEntry, chat: ChatFacts, numbers: ChatNumbers): boolean {
  const meant = numbers.meaningOf(entry);
  if (meant === undefined || meant.meaning === chatMeaning(chat)) return true;
  return meant.sourceId === numbers.sourceId && numbers.isProven;
}

/** Whether the number of an entry is that of another chat of this group, by what it was used for or what chat.db says. */
export function isOfGroup(entry: NumberEntry, meaning: string, numbers: ChatNumbers): boolean {
  const meant = numbers.meaningOf(entry);
  if (meant !== undefined && meant.meaning !== meaning) return false;
  return meant?.sourceId === numbers.sourceId || numbers.standing(entry.chatId) === meaning;
}

/** What entries were known to stand for besides what their numbers say. Null = each stood for the chat with its number. */
export function numbersKnown(
  entries: readonly NumberEntry[],
  chat: ChatFacts,
  numbers: ChatNumbers,
): NumbersKnown | null {
  const meaning = chat.isGroup ? chatMeaning(chat) : null;
  const others = new Set<string>();
  const sameGroup = new Set<string>();
  for (const entry of entries) {
    if (entry.chatId === chat.chatId) {
      if (!standsFor(entry, chat, numbers)) others.add(numberOf(entry));
    } else if (meaning !== null && isOfGroup(entry, meaning, numbers)) sameGroup.add(numberOf(entry));
  }
  if (others.size + sameGroup.size === 0) return null;
  return {
    ...(others.size > 0 && { others: [...others] }),
    ...(sameGroup.size > 0 && { sameGroup: [...sameGroup] }),
  };
}

/** What of an entry is journalled: where it stands, and its number. */
export function numberOf({ list, chatId }: NumberEntry): string {
  return `${list} ${chatId}`;
}

interface Finding {
  /** What is to be remembered of the entries. */
  readonly entries: readonly EntryMeaning[];
  readonly warnOnce: WarnOnce | null;
}

/** How the thread of a row was judged. */
interface Judged {
  readonly isAdmitted: boolean;
  readonly isGroup: boolean;
}

/** What a row tells of the entries that name its chat by its number. Null = nothing that is not known. */
export function findMeanings(
  entries: readonly NumberEntry[],
  chat: ChatFacts,
  { isAdmitted, isGroup }: Judged,
  numbers: ChatNumbers,
): Finding | null {
  const meaning = chatMeaning(chat);
  if (meaning === null) return null;
  const { sourceId } = numbers;
  const mayBeGroup = isGroup || isMistakenForGroup(entries, chat, numbers);
  const found: EntryMeaning[] = [];
  let refused: NumberEntry | null = null;
  for (const entry of entries) {
    const { accountId, chatId, list } = entry;
    const meant = numbers.meaningOf(entry);
    if (chatId !== chat.chatId && !(chat.isGroup && isOfGroup(entry, meaning, numbers))) continue;
    const isOther = chatId === chat.chatId && meant !== undefined && !standsFor(entry, chat, numbers);
    if (isOther) {
      // A direct chat is asked for in no list of groups.
      if (list === 'groupAllowFrom' && !mayBeGroup) continue;
      refused = entry;
      if (meant.other?.meaning !== meaning || meant.other.sourceId !== sourceId)
        found.push({ ...meant, other: { sourceId, meaning } });
    } else if (isAdmitted && (meant?.meaning !== meaning || meant.sourceId !== sourceId || meant.other)) {
      found.push({ accountId, entry: entry.entry, chatId, meaning, sourceId, other: null });
    }
  }
  if (refused !== null) return { entries: found, warnOnce: notTheChat(refused, chat) };
  return found.length === 0 ? null : { entries: found, warnOnce: null };
}

/** Whether a key of `groups` would make a group of the thread, once somebody says that it is meant. */
function isMistakenForGroup(entries: readonly NumberEntry[], chat: ChatFacts, numbers: ChatNumbers): boolean {
  return entries.some(
    (entry) => entry.list === 'groups' && entry.chatId === chat.chatId && !standsFor(entry, chat, numbers),
  );
}

function notTheChat({ accountId, chatId, list }: NumberEntry, chat: ChatFacts): WarnOnce {
  // That of a direct chat has somebody's number in it.
  const instead = chat.isGroup
    ? `"chat_guid:${clean(chat.chatGuid ?? '', GUID_LENGTH_MAX)}"`
    : 'the chat_guid: that imsg chats shows';
  const account = accountId === DEFAULT_ACCOUNT_ID ? '' : ` --account ${accountId}`;
  const isBound = list === 'bindings';
  const lost = isBound ? 'its binding counts for nobody now' : 'it admits nobody now';
  return {
    key: `chat-number ${accountId} ${isBound ? 'bindings ' : ''}${chatId} ${chatMeaning(chat)}`,
    text:
      `imessage: chat_id:${chatId} (account "${accountId}") is another chat than it was when it was used before; ` +
      `${lost}. If this chat is meant, run imgate channels confirm-chat ${chatId}${account}, or write ${instead} ` +
      'in its place.',
  };
}
