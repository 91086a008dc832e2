// What entries that name chats by their numbers stand for, as it is kept.

import type { NumberEntry } from '../access/chat-facts.ts';
import type { ChatId } from '../message/ids.ts';
import type { EntryMeaning } from '../store/commands/chats.ts';

type EntryName = Pick<NumberEntry, 'accountId' | 'entry'>;

export interface EntryMeanings {
  meaningOf(entry: EntryName): EntryMeaning | undefined;
  /** What entries with this number stand for. */
  ofNumber(chatId: ChatId): readonly EntryMeaning[];
  set(meanings: readonly EntryMeaning[]): void;
  /** Begins anew with what was kept. */
  open(kept: readonly EntryMeaning[]): void;
  /** Goes on with the entries that there are. Answers those that are in no list any more. */
  list(listed: readonly NumberEntry[]): readonly EntryMeaning[];
}

export function createEntryMeanings(): EntryMeanings {
  const meanings = new Map<string, EntryMeaning>();
  let byNumber: ReadonlyMap<ChatId, readonly NumberEntry[]> = new Map();

  const meaningOf = (entry: EntryName) => meanings.get(keyOf(entry));
  const set = (found: readonly EntryMeaning[]) => {
    for (const meaning of found) meanings.set(keyOf(meaning), meaning);
  };
  return {
    meaningOf,
    ofNumber: (chatId) => byNumber.get(chatId)?.flatMap((entry) => meaningOf(entry) ?? []) ?? [],
    set,
    open(kept) {
      meanings.clear();
      set(kept);
    },
    list(listed) {
      byNumber = Map.groupBy(listed, ({ chatId }) => chatId);
      const isListed = new Set(listed.map(keyOf));
      const forgotten = [...meanings.values()].filter((entry) => !isListed.has(keyOf(entry)));
      for (const entry of forgotten) meanings.delete(keyOf(entry));
      return forgotten;
    },
  };
}

const keyOf = ({ accountId, entry }: EntryName) => JSON.stringify([accountId, entry]);
