import type Database from 'better-sqlite3';
import type { ChatChanges, ChatCommands, EntryMeaning, KnownChat } from '../commands/chats.ts';
import type { Handlers } from '../handlers.ts';
import type { SourceTable } from './sources.ts';

export interface ChatTable {
  readonly handlers: Handlers<ChatCommands>;
  /** @param source Key of the source. */
  change(source: number, changes: ChatChanges): void;
}

type EntryRecord = Omit<EntryMeaning, 'other'> & { readonly other: string | null };

export function createChatTable(db: Database.Database, sources: SourceTable): ChatTable {
  const addChat = db.prepare(
    `INSERT INTO chat (source, chat_id, meaning, session) VALUES (?, ?, ?, ?)
     ON CONFLICT (source, chat_id, meaning) DO NOTHING`,
  );
  const setEntry = db.prepare(
    `INSERT INTO chat_entry (account, entry, chat_id, meaning, source_id, other) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (account, entry) DO UPDATE SET chat_id = excluded.chat_id, meaning = excluded.meaning,
       source_id = excluded.source_id, other = excluded.other`,
  );
  const forget = db.prepare('DELETE FROM chat_entry WHERE account = ? AND entry = ?');
  const chats = db.prepare<[number], KnownChat>(
    'SELECT chat_id AS chatId, meaning, session FROM chat WHERE source = ? ORDER BY key',
  );
  const entries = db.prepare<[string], EntryRecord>(
    `SELECT account AS accountId, entry, chat_id AS chatId, meaning, source_id AS sourceId, other
     FROM chat_entry WHERE account = ? ORDER BY entry`,
  );
  const change: ChatTable['change'] = (source, changes) => {
    for (const { chatId, meaning, session } of changes.chats) addChat.run(source, chatId, meaning, session);
    for (const { accountId, entry, chatId, meaning, sourceId, other } of changes.entries) {
      const kept = other === null ? null : JSON.stringify(other);
      setEntry.run(accountId, entry, chatId, meaning, sourceId, kept);
    }
  };
  return {
    change,
    handlers: {
      chats: ({ sourceId }) => chats.all(sources.get(sourceId).key),
      entryMeanings: ({ accountId }) =>
        entries.all(accountId).map(({ other, ...entry }) => ({
          ...entry,
          other: other === null ? null : (JSON.parse(other) as EntryMeaning['other']),
        })),
      changeChats({ sourceId, forgotten, ...changes }) {
        const { key } = sources.get(sourceId);
        for (const { accountId, entry } of forgotten) forget.run(accountId, entry);
        change(key, changes);
        return undefined;
      },
    },
  };
}
