import type { Database } from 'better-sqlite3';
import { bodyText } from './body-text.ts';
import { type Columns, columnOrNull } from './read-columns.ts';

/** A row of `message` with what every use of it needs. */
export interface MessageRow {
  readonly id: number;
  /** Null while the row is in no chat yet. */
  readonly chatId: number | null;
  readonly guid: string | null;
  readonly handle: string | null;
  readonly isFromMe: 0 | 1;
  readonly storedText: string | null;
  /** Null where the stored text makes it needless. */
  readonly body: Uint8Array | null;
  /** Nanoseconds since 2001. */
  readonly date: number | null;
  readonly service: string | null;
  readonly kind: number | null;
  readonly target: string | null;
  readonly threadGuid: string | null;
  readonly threadPart: string | null;
  readonly caller: string | null;
  readonly isAudio: 0 | 1 | null;
  readonly balloon: string | null;
  readonly replyTo: string | null;
  readonly isRead: 0 | 1 | null;
  readonly dateRead: number | null;
}

export interface HistoryQuery {
  readonly chatId: number;
  readonly limit: number;
  /** Lower-case senders; empty = all. */
  readonly senders: readonly string[];
  /** Nanoseconds since 2001, inclusive and exclusive. */
  readonly from: bigint | null;
  readonly until: bigint | null;
}

export interface RowQueries {
  /** Rows above a rowid, ascending; of one chat only where `chatId` is given. */
  above(rowid: number, limit: number, chatId: number | null): MessageRow[];
  /** Rows above a rowid, ascending, each as often as it is in chats, or once without one. */
  aboveInEachChat(rowid: number, limit: number): MessageRow[];
  /** Rows of a chat, newest first by date, tapbacks left out. */
  history(query: HistoryQuery): MessageRow[];
  /** The nearest rows of the chat below a rowid, newest first, tapbacks left out. */
  before(rowid: number, limit: number, chatId: number): MessageRow[];
  byGuids(guids: readonly string[]): MessageRow[];
  maxRowid(): number;
}

/** True for kinds 2000–2006 and 3000–3006, the tapbacks this imsg knows (protocol section 3.3). */
export function isTapback(kind: number | null): boolean {
  return kind !== null && ((kind >= 2000 && kind <= 2006) || (kind >= 3000 && kind <= 3006));
}

/** The sender as imsg names it: the handle, or else the line the row belongs to (protocol section 4.1). */
export function senderOf(row: Pick<MessageRow, 'handle' | 'caller'>): string {
  return row.handle || row.caller || '';
}

/** The stored text, or the one derived from the body. */
export function textOf(row: Pick<MessageRow, 'storedText' | 'body'>): string {
  return row.storedText || (row.body ? bodyText(row.body) : '');
}

const FIELDS = {
  kind: 'associated_message_type',
  target: 'associated_message_guid',
  threadGuid: 'thread_originator_guid',
  threadPart: 'thread_originator_part',
  caller: 'destination_caller_id',
  isAudio: 'is_audio_message',
  balloon: 'balloon_bundle_id',
  replyTo: 'reply_to_guid',
  isRead: 'is_read',
  dateRead: 'date_read',
} as const;

const FROM = 'message m LEFT JOIN handle h ON h.ROWID = m.handle_id';
const JOINED = 'JOIN chat_message_join j ON j.message_id = m.ROWID';
const LOWEST_CHAT = '(SELECT MIN(k.chat_id) FROM chat_message_join k WHERE k.message_id = m.ROWID)';

export function createRowQueries(db: Database, columns: Columns): RowQueries {
  const optional = (column: string) => columnOrNull(columns, 'message', 'm', column);
  const fields = Object.entries(FIELDS).map(([name, column]) => `${optional(column)} AS ${name}`);
  const select = `m.ROWID AS id, m.guid, h.id AS handle, m.is_from_me AS isFromMe, m.text AS storedText,
    CASE WHEN COALESCE(m.text, '') = '' THEN ${optional('attributedBody')} END AS body, m.date, m.service,
    ${fields.join(', ')}`;
  const kind = optional(FIELDS.kind);
  const ordinary = `(${kind} IS NULL OR NOT (${kind} BETWEEN 2000 AND 2006 OR ${kind} BETWEEN 3000 AND 3006))`;
  const sender = `LOWER(COALESCE(NULLIF(h.id, ''), ${optional(FIELDS.caller)}, ''))`;

  const above = db.prepare(`SELECT ${select}, ${LOWEST_CHAT} AS chatId FROM ${FROM}
    WHERE m.ROWID > +? ORDER BY m.ROWID LIMIT +?`);
  const aboveInChat = db.prepare(`SELECT ${select}, j.chat_id AS chatId FROM ${FROM} ${JOINED}
    WHERE m.ROWID > +? AND j.chat_id = +? ORDER BY m.ROWID LIMIT +?`);
  const aboveInEachChat = db.prepare(`SELECT ${select}, j.chat_id AS chatId FROM ${FROM} LEFT ${JOINED}
    WHERE m.ROWID > +? ORDER BY m.ROWID, j.chat_id LIMIT +?`);
  const before = db.prepare(`SELECT ${select}, j.chat_id AS chatId FROM ${FROM} ${JOINED}
    WHERE j.chat_id = +? AND j.message_id < +? AND ${ordinary} ORDER BY j.message_id DESC LIMIT +?`);
  const history = db.prepare(`SELECT ${select}, j.chat_id AS chatId FROM ${FROM} ${JOINED}
    WHERE j.chat_id = +@chatId AND ${ordinary}
      AND (+@from IS NULL OR m.date >= +@from) AND (+@until IS NULL OR m.date < +@until)
      AND (+@senders = '[]' OR ${sender} IN (SELECT value FROM json_each(@senders)))
    ORDER BY m.date DESC, m.ROWID DESC LIMIT +@limit`);
  const byGuids = db.prepare(`SELECT ${select}, ${LOWEST_CHAT} AS chatId FROM ${FROM}
    WHERE m.guid IN (SELECT value FROM json_each(?)) ORDER BY m.ROWID`);
  const maxRowid = db.prepare('SELECT COALESCE(MAX(ROWID), 0) FROM message').pluck();

  return {
    above: (rowid, limit, chatId) =>
      (chatId === null ? above.all(rowid, limit) : aboveInChat.all(rowid, chatId, limit)) as MessageRow[],
    aboveInEachChat: (rowid, limit) => aboveInEachChat.all(rowid, limit) as MessageRow[],
    before: (rowid, limit, chatId) => before.all(chatId, rowid, limit) as MessageRow[],
    history: (query) => history.all({ ...query, senders: JSON.stringify(query.senders) }) as MessageRow[],
    byGuids: (guids) => (guids.length === 0 ? [] : (byGuids.all(JSON.stringify(guids)) as MessageRow[])),
    maxRowid: () => maxRowid.get() as number,
  };
}
