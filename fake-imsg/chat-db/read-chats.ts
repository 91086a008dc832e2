import type { Database } from 'better-sqlite3';
import { type Columns, columnOrNull } from './read-columns.ts';
import { dateText } from './read-time.ts';

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
}

export interface ChatQueries {
  byId(id: number): ChatRecord | null;
  byGuid(guid: string): ChatRecord | null;
  byIdentifier(identifier: string): ChatRecord | null;
  /** Chats that have messages, most recent first. */
  list(limit: number, unreadOnly: boolean): ListedChat[];
}

/** A group is a chat whose guid or identifier says so; style and head count do not matter (protocol 4.2). */
export function isGroup(chat: Pick<ChatRecord, 'guid' | 'identifier'>): boolean {
  return chat.guid.includes(';+;') || chat.identifier.includes(';+;');
}

/** The same query, where a chat looks for ever as it did when it was first asked for. */
export function rememberChats(byId: ChatQueries['byId']): ChatQueries['byId'] {
  const known = new Map<number, ChatRecord>();
  return (id) => {
    const chat = known.get(id) ?? byId(id);
    if (chat) known.set(id, chat);
    return chat;
  };
}

type ChatRow = Omit<ChatRecord, 'participants'>;
type ListedRow = ChatRow & { readonly lastDate: number; readonly unreadCount: number | null };

export function createChatQueries(db: Database, columns: Columns): ChatQueries {
  const optional = (column: string) => columnOrNull(columns, 'chat', 'c', column);
  const select = `c.ROWID AS id, COALESCE(c.guid, '') AS guid, COALESCE(c.chat_identifier, '') AS identifier,
    COALESCE(c.service_name, '') AS service, COALESCE(c.display_name, c.chat_identifier, '') AS displayName,
    ${optional('account_id')} AS accountId, ${optional('account_login')} AS accountLogin,
    ${optional('last_addressed_handle')} AS lastAddressedHandle`;
  const unread = columns.has('message.is_read')
    ? `(SELECT COUNT(*) FROM chat_message_join u JOIN message m ON m.ROWID = u.message_id
        WHERE u.chat_id = c.ROWID AND m.is_from_me = 0 AND m.is_read = 0)`
    : 'NULL';
  const date = columns.has('chat_message_join.message_date')
    ? 'SELECT MAX(message_date) FROM chat_message_join WHERE chat_id = c.ROWID'
    : `SELECT MAX(m.date) FROM chat_message_join k JOIN message m ON m.ROWID = k.message_id
        WHERE k.chat_id = c.ROWID`;

  const find = (where: string) => db.prepare(`SELECT ${select} FROM chat c WHERE ${where} ORDER BY c.ROWID`);
  const byId = find('c.ROWID = +?');
  const byGuid = find('c.guid = +?');
  const byIdentifier = find('c.chat_identifier = +?');
  const list = db.prepare(`SELECT * FROM (SELECT ${select}, (${date}) AS lastDate, ${unread} AS unreadCount
    FROM chat c) WHERE lastDate IS NOT NULL AND (+@unreadOnly = 0 OR unreadCount > 0)
    ORDER BY lastDate DESC, id LIMIT +@limit`);
  const participants = db
    .prepare(
      `SELECT DISTINCT h.id FROM chat_handle_join j JOIN handle h ON h.ROWID = j.handle_id
        WHERE j.chat_id = +? ORDER BY h.id`,
    )
    .pluck();

  const complete = <Row extends ChatRow>(row: Row) => ({
    ...row,
    participants: participants.all(row.id) as string[],
  });
  const one = (row: unknown) => (row ? complete(row as ChatRow) : null);
  return {
    byId: (id) => one(byId.get(id)),
    byGuid: (guid) => one(byGuid.get(guid)),
    byIdentifier: (identifier) => one(byIdentifier.get(identifier)),
    list: (limit, unreadOnly) =>
      (list.all({ limit, unreadOnly: unreadOnly ? 1 : 0 }) as ListedRow[]).map((row) => ({
        ...complete(row),
        lastMessageAt: dateText(row.lastDate),
      })),
  };
}
