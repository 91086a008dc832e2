import type { ChatChanges, ChatCommands, EntryMeaning } from '../commands/chats.ts';
import type { Handlers } from '../handlers.ts';
import type { MemorySource, MemorySources } from './sources.ts';

export function createMemoryChats(sources: MemorySources): Handlers<ChatCommands> {
  return {
    chats: ({ sourceId }) => [...sources.get(sourceId).chats],
    entryMeanings: ({ accountId }) =>
      [...sources.entryMeanings.values()]
        .filter((meaning) => meaning.accountId === accountId)
        .sort((one, other) => (one.entry < other.entry ? -1 : 1)),
    changeChats({ sourceId, chats, entries, forgotten }) {
      const source = sources.get(sourceId);
      for (const entry of forgotten) sources.entryMeanings.delete(keyOf(entry));
      changeChats(sources, source, { chats, entries });
      return undefined;
    },
  };
}

export function changeChats(
  sources: MemorySources,
  source: MemorySource,
  { chats, entries }: ChatChanges,
): void {
  for (const { chatId, meaning, session } of chats) {
    const isKnown = source.chats.some((chat) => chat.chatId === chatId && chat.meaning === meaning);
    if (!isKnown) source.chats.push({ chatId, meaning, session });
  }
  for (const entry of entries) sources.entryMeanings.set(keyOf(entry), entry);
}

const keyOf = ({ accountId, entry }: Pick<EntryMeaning, 'accountId' | 'entry'>) =>
  JSON.stringify([accountId, entry]);
