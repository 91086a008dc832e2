import type { Database } from 'better-sqlite3';
import { type Columns, columnOrNull } from './columns.ts';
import { dateText } from './time.ts';
import type { UnreadCounts } from './unread.ts';

/** A chat with its participants, as the file has it. */
export interface ChatRecord {
  readonly id: number;
  readonly guid: string;
  readonly identifier: string;
  readonly service: string;
  /** The display name, or the identifier where that column is NULL; an unnamed chat has an empty one. */
  readonly displayName: string;
  readonly participants: readonly string[];
  readonly accountId: string | null;
  readonly accountLogin: string | null;
  readonly lastAddressedHandle: string | null;
}

export interface ListedChat extends ChatRecord {
  readonly lastMessageAt: string;
  /** Null where the file has no read-state column. */
  readonly unreadCount: number | null;
  /** Of the other side of a DM; absent where Contacts has none. */
  readonly contactName?: string;
}

export interface ChatQueries {
  byId(id: number): ChatRecord | null;
  byGuid(guid: string): ChatRecord | null;
  byIdentifier(identifier: string): ChatRecord | null;
  /** Who is in a chat, by name; also in one that the file does not have. */
  participants(chatId: number): readonly string[];
  /** Chats that have messages, most recent first. */
  list(limit: number, unreadOnly: boolean): ListedChat[];
}

/** A group is a chat whose guid or identifier says so; style and head count do not matter (wire-4.2). */
export function isGroup(chat: Pick<ChatRecord, 'guid' | 'identifier'>): boolean {
  return chat.guid.includes(';+;') || chat.identifier.includes(';+;');
}

/**
 * The same queries, where a chat looks for ever as it did when it was first met, in a message or in a list. Only
 * a chat that had no name then may get one in lists.
 */
export function rememberChats(chats: ChatQueries): ChatQueries {
  const known = new Map<number, ChatRecord>();
  const byId = (id: number) => {
    const chat = known.get(id) ?? chats.byId(id);
    if (chat) known.set(id, chat);
    return chat;
  };
  return {
    ...chats,
    byId,
    list: (limit, unreadOnly) =>
      chats.list(limit, unreadOnly).map((listed) => {
        const { identifier, guid, service, participants, displayName } = byId(listed.id) ?? listed;
        const name = displayName || listed.displayName;
        return { ...listed, identifier, guid, service, participants, displayName: name };
      }),
  };
}

type ChatRow = Omit<ChatRecord, 'participants'>;
type ListedRow = ChatRow & { readonly lastDate: number | null };

/** What builds differ in. */
export interface ChatPolicy {
  /**
   * Which of two chats comes first in lists that had their last messages at the same moment: the newer one, or
   * the older one where the file keeps dates by chat (what SQLite happens to do).
   */
  readonly tiedChats: 'newer first' | 'by plan';
}

export function createChatQueries(
  db: Database,
  columns: Columns,
  { tiedChats }: ChatPolicy,
  unreadCounts: UnreadCounts,
): ChatQueries {
  const optional = (column: string) => columnOrNull(columns, 'chat', 'c', column);
  const select = `c.ROWID AS id, COALESCE(c.guid, '') AS guid, COALESCE(c.chat_identifier, '') AS identifier,
    COALESCE(c.service_name, '') AS service, COALESCE(c.display_name, c.chat_identifier, '') AS displayName,
    ${optional('account_id')} AS accountId, ${optional('account_login')} AS accountLogin,
    ${optional('last_addressed_handle')} AS lastAddressedHandle`;
  const [date, dated] = columns.has('chat_message_join.message_date')
    ? ['k.message_date', 'chat_message_join k']
    : ['m.date', 'chat_message_join k JOIN message m ON m.ROWID = k.message_id'];
  const tied = tiedChats === 'by plan' && columns.has('chat_message_join.message_date') ? 'ASC' : 'DESC';

  const find = (where: string) =>
    db.prepare(`SELECT ${select} FROM chat c WHERE ${where} ORDER BY c.ROWID LIMIT 1`);
  const byId = find('c.ROWID = +?');
  const byGuid = find('c.guid = +?');
  const byIdentifier = find('c.chat_identifier = +?');
  const list =
    db.prepare(`SELECT ${select}, (SELECT MAX(${date}) FROM ${dated} WHERE k.chat_id = c.ROWID) AS lastDate
    FROM chat c WHERE EXISTS (SELECT 1 FROM ${dated} WHERE k.chat_id = c.ROWID)
    ORDER BY lastDate DESC, id ${tied} LIMIT +?`);
  const handles =
    db.prepare(`SELECT DISTINCT h.id AS id FROM chat_handle_join chj JOIN handle h ON h.ROWID = chj.handle_id
      WHERE chj.chat_id = +? AND COALESCE(h.id, '') != '' ORDER BY h.id`);
  const participants = (chatId: number) => (handles.all(chatId) as { id: string }[]).map(({ id }) => id);

  const complete = <Row extends ChatRow>(row: Row) => ({
    ...row,
    participants: participants(row.id),
  });
  const one = (row: unknown) => (row ? complete(row as ChatRow) : null);
  return {
    byId: (id) => one(byId.get(id)),
    byGuid: (guid) => one(byGuid.get(guid)),
    byIdentifier: (identifier) => one(byIdentifier.get(identifier)),
    participants,
    list(limit, unreadOnly) {
      const found = list.all(unreadOnly ? -1 : limit) as ListedRow[];
      // Counted once for all chats: a count for each would go over all unread messages again and again.
      const counts = found.length > 0 ? (unreadCounts?.() ?? null) : null;
      const unreadOf = ({ id }: ListedRow) => counts && (counts.get(id) ?? 0);
      const wanted = unreadOnly ? found.filter((row) => unreadOf(row)).slice(0, limit) : found;
      return wanted.map((row) => ({
        ...complete(row),
        lastMessageAt: dateText(row.lastDate),
        unreadCount: unreadOf(row),
      }));
    },
  };
}
