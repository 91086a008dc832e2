import type { HasChanged } from './changes.ts';
import type { ChatQueries, ChatRecord } from './chats.ts';
import type { MessageRow } from './rows.ts';

/** More chats than most Macs have; beyond it all are asked for again. */
const CHATS_MAX = 4000;
/** Most rows answer one that is not far above them. */
const ROWS_MAX = 1000;

/** What was read of a database that has not changed since: a backlog asks for the same again and again. */
export interface Recent {
  /** Forgets everything if anybody has written since the last call. */
  refresh(): void;
  chatById(id: number): ChatRecord | null;
  row(guid: string): MessageRow | undefined;
  keep(row: MessageRow): void;
}

export function createRecent(hasChanged: HasChanged, { byId }: Pick<ChatQueries, 'byId'>): Recent {
  const chats = new Map<number, ChatRecord | null>();
  const rows = new Map<string, MessageRow>();
  return {
    refresh() {
      if (!hasChanged()) return;
      chats.clear();
      rows.clear();
    },
    chatById(id) {
      const known = chats.get(id);
      if (known !== undefined) return known;
      const chat = byId(id);
      if (chats.size === CHATS_MAX) chats.clear();
      chats.set(id, chat);
      return chat;
    },
    row: (guid) => rows.get(guid),
    keep(row) {
      if (row.guid === null) return;
      rows.set(row.guid, row);
      if (rows.size > ROWS_MAX) rows.delete(rows.keys().next().value!);
    },
  };
}
