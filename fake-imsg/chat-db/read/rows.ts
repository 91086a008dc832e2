import type { Database } from 'better-sqlite3';
import { BODY_READERS, type BodyReading, bodyText } from '../blobs/body-text.ts';
import { dateInChat } from './chat-order.ts';
import { type Columns, columnOrNull, hasAssociations } from './columns.ts';

/** A row of `message` with what every use of it needs. */
export interface MessageRow {
  readonly id: number;
  /** Null while the row is in no chat yet. */
  readonly chatId: number | null;
  readonly guid: string | null;
  readonly handle: string | null;
  /** Its row in `handle`, which has one address once for each service; 0 or null where there is none. */
  readonly handleId: number | null;
  readonly isFromMe: 0 | 1;
  readonly storedText: string | null;
  /** Null where the stored text makes it needless. */
  readonly body: Uint8Array | null;
  /** What the release reads in the body, where it reads it in a way of its own. */
  readonly bodyText?: string;
  /** Nanoseconds since 2001. */
  readonly date: number | null;
  readonly service: string | null;
  readonly kind: number | null;
  readonly target: string | null;
  readonly threadGuid: string | null;
  readonly threadPart: string | null;
  readonly caller: string | null;
  readonly isAudio: 0 | 1;
  /** Files that came along, also those of which nothing else is known. */
  readonly fileCount: number;
  readonly balloon: string | null;
  /** `payload_data` of a poll or a vote; null of anything else. */
  readonly poll: Uint8Array | null;
  readonly replyTo: string | null;
  readonly isRead: 0 | 1 | null;
  readonly dateRead: number | null;
}

export interface HistoryQuery {
  readonly chatId: number;
  readonly limit: number;
  /** Senders, ASCII letters in whatever case; empty = all. */
  readonly senders: readonly string[];
  /** Nanoseconds since 2001, inclusive and exclusive. */
  readonly from: bigint | null;
  readonly until: bigint | null;
}

/** Whether a row meets the dates and the senders of a query. */
export function isWithin({ senders, from, until }: HistoryQuery): (row: MessageRow) => boolean {
  const wanted = new Set(senders.map((sender) => sender.toLowerCase()));
  return (row) => {
    if (wanted.size > 0 && !wanted.has(senderOf(row).toLowerCase())) return false;
    const date = row.date ?? 0;
    return (from === null || date >= Number(from)) && (until === null || date < Number(until));
  };
}

/** What builds differ in. */
export interface RowPolicy {
  /** Which rows count as tapbacks where those are left out: all numbers from 2000 to 3006, or those with a meaning. */
  readonly tapbackNumbers: 'span' | 'meaningful';
  /** How the text is found in a body. */
  readonly bodies: BodyReading;
}

/** Which rows a page may have. */
export interface PageQuery {
  /** Above this rowid. */
  readonly after: number;
  readonly limit: number;
  readonly tapbacks: boolean;
}

export interface RowQueries {
  /** Rows above a rowid, ascending; of one chat only where `chatId` is given. */
  above(page: PageQuery, chatId: number | null): MessageRow[];
  /** Rows above a rowid, ascending, each as often as it is in chats, or once without one. */
  aboveInEachChat(page: PageQuery): MessageRow[];
  /** Rows of a chat, newest first by date, tapbacks left out; of one moment those that came first come first. */
  history(query: HistoryQuery): MessageRow[];
  /** Whether the file lets no two rows have one guid, as that of a Mac does. */
  hasUniqueGuids(): boolean;
  /** The nearest rows of the chat below a rowid, newest first, tapbacks left out. */
  before(rowid: number, limit: number, chatId: number): MessageRow[];
  /** The first row of each of these guids, by guid; also where rows do not tell theirs. */
  byGuids(guids: readonly string[]): Map<string, MessageRow>;
  maxRowid(): number;
}

/** True for kinds 2000–2006 and 3000–3006, the tapbacks this imsg knows (wire-3.3). */
export function isTapback(kind: number | null): boolean {
  return kind !== null && ((kind >= 2000 && kind <= 2006) || (kind >= 3000 && kind <= 3006));
}

/** The sender as imsg names it: the handle, or else the line the row belongs to (wire-4.1). */
export function senderOf(row: Pick<MessageRow, 'handle' | 'caller'>): string {
  return row.handle || row.caller || '';
}

/** The stored text up to a NUL, where imsg stops reading, or the one derived from the body. */
export function textOf(row: Pick<MessageRow, 'storedText' | 'body' | 'bodyText'>): string {
  const { storedText, body } = row;
  return storedText?.split('\0', 1)[0] || (row.bodyText ?? (body ? bodyText(body) : ''));
}

/** What notes at a row the text of its body where `textOf` would read another one there. */
export function bodyReader({ bodies }: Pick<RowPolicy, 'bodies'>) {
  const read = BODY_READERS[bodies];
  return <Row extends Pick<MessageRow, 'storedText' | 'body' | 'bodyText'>>(row: Row): Row =>
    bodies === 'measured' || row.storedText || !row.body ? row : { ...row, bodyText: read(row.body) };
}

const ASSOCIATION_FIELDS = {
  guid: 'guid',
  kind: 'associated_message_type',
  target: 'associated_message_guid',
} as const;

const FIELDS = {
  threadGuid: 'thread_originator_guid',
  threadPart: 'thread_originator_part',
  caller: 'destination_caller_id',
  balloon: 'balloon_bundle_id',
  replyTo: 'reply_to_guid',
  isRead: 'is_read',
  dateRead: 'date_read',
} as const;

const FROM = 'message m LEFT JOIN handle h ON h.ROWID = m.handle_id';
const JOINED = 'JOIN chat_message_join j ON j.message_id = m.ROWID';
const LOWEST_CHAT = '(SELECT MIN(k.chat_id) FROM chat_message_join k WHERE k.message_id = m.ROWID)';

/** The columns of a `MessageRow` but for its chat, of `message m` and `handle h`. */
export function rowFields(columns: Columns): string {
  const optional = (column: string) => columnOrNull(columns, 'message', 'm', column);
  const fields = Object.entries(FIELDS).map(([name, column]) => `${optional(column)} AS ${name}`);
  const body = optional('attributedBody');
  return `m.ROWID AS id, h.id AS handle, m.handle_id AS handleId, m.text AS storedText, m.date AS date, COALESCE(m.is_from_me, 0) != 0 AS isFromMe,
    m.service AS service, ${associations(columns)}, COALESCE(${optional('is_audio_message')}, 0) != 0 AS isAudio,
    (SELECT COUNT(*) FROM message_attachment_join f WHERE f.message_id = m.ROWID) AS fileCount,
    CASE WHEN COALESCE(m.text, '') = '' AND typeof(${body}) = 'blob' THEN ${body} END AS body,
    CASE WHEN ${optional(FIELDS.balloon)} LIKE '%com.apple.messages.Polls' THEN ${optional('payload_data')} END AS poll,
    ${fields.join(', ')}`;
}

function associations(columns: Columns): string {
  const known = hasAssociations(columns);
  const fields = Object.entries(ASSOCIATION_FIELDS);
  return fields.map(([name, column]) => `${known ? `m.${column}` : 'NULL'} AS ${name}`).join(', ');
}

export function createRowQueries(db: Database, columns: Columns, policy: RowPolicy): RowQueries {
  const optional = (column: string) => columnOrNull(columns, 'message', 'm', column);
  const select = rowFields(columns);
  const kind = hasAssociations(columns) ? `m.${ASSOCIATION_FIELDS.kind}` : 'NULL';
  const isTapback =
    policy.tapbackNumbers === 'span'
      ? `${kind} BETWEEN 2000 AND 3006`
      : `(${kind} BETWEEN 2000 AND 2006 OR ${kind} BETWEEN 3000 AND 3006)`;
  const ordinary = `(${kind} IS NULL OR NOT ${isTapback})`;
  const wanted = `(+@tapbacks OR ${ordinary})`;
  const sender = `COALESCE(NULLIF(h.id, ''), ${optional(FIELDS.caller)}) COLLATE NOCASE`;

  const above = db.prepare(`SELECT ${select}, ${LOWEST_CHAT} AS chatId FROM ${FROM}
    WHERE m.ROWID > +@after AND ${wanted} ORDER BY m.ROWID LIMIT +@limit`);
  const aboveInChat = db.prepare(`SELECT ${select}, j.chat_id AS chatId FROM ${FROM} ${JOINED}
    WHERE m.ROWID > +@after AND j.chat_id = +@chatId AND ${wanted} ORDER BY m.ROWID LIMIT +@limit`);
  const aboveInEachChat = db.prepare(`SELECT ${select}, j.chat_id AS chatId FROM ${FROM} LEFT ${JOINED}
    WHERE m.ROWID > +@after AND ${wanted} ORDER BY m.ROWID, j.chat_id LIMIT +@limit`);
  const before = db.prepare(`SELECT ${select}, j.chat_id AS chatId FROM ${FROM} ${JOINED}
    WHERE j.chat_id = +? AND j.message_id < +? AND ${ordinary} ORDER BY j.message_id DESC LIMIT +?`);
  // First which rows: what they hold is read of these alone, and not of all that have to be sorted.
  const history = db.prepare(`SELECT ${select}, page.chatId AS chatId FROM (
      SELECT m.ROWID AS id, j.chat_id AS chatId FROM ${FROM} ${JOINED}
      WHERE j.chat_id = +@chatId AND ${ordinary}
        AND (+@from IS NULL OR m.date >= +@from) AND (+@until IS NULL OR m.date < +@until)
        AND (+@senders = '[]' OR ${sender} IN (SELECT value FROM json_each(@senders)))
      ORDER BY ${dateInChat(db)} DESC, j.message_id LIMIT +@limit) page
    CROSS JOIN ${FROM} WHERE m.ROWID = page.id ORDER BY m.date DESC, m.ROWID`);
  const byGuids = db.prepare(`SELECT ${select}, m.guid AS ownGuid, ${LOWEST_CHAT} AS chatId FROM ${FROM}
      WHERE m.guid IN (SELECT value FROM json_each(?)) ORDER BY m.ROWID`);
  const uniqueGuids =
    db.prepare(`SELECT 1 FROM pragma_index_list('message') l JOIN pragma_index_info(l.name) i
    WHERE l."unique" AND NOT l.partial GROUP BY l.name HAVING COUNT(*) = 1 AND LOWER(MAX(i.name)) = 'guid'`);
  const maxRowid = db.prepare('SELECT COALESCE(MAX(ROWID), 0) AS rowid FROM message');

  const read = bodyReader(policy);
  const rows = (found: unknown[]) => (found as MessageRow[]).map(read);
  let unique: boolean | null = null;
  const bound = (page: PageQuery) => ({ ...page, tapbacks: page.tapbacks ? 1 : 0 });
  return {
    above: (page, chatId) =>
      rows(chatId === null ? above.all(bound(page)) : aboveInChat.all({ ...bound(page), chatId })),
    aboveInEachChat: (page) => rows(aboveInEachChat.all(bound(page))),
    hasUniqueGuids() {
      unique ??= uniqueGuids.get() !== undefined;
      return unique;
    },
    before: (rowid, limit, chatId) => rows(before.all(chatId, rowid, limit)),
    history: (query) => rows(history.all({ ...query, senders: JSON.stringify(query.senders) })),
    byGuids(guids) {
      const found = new Map<string, MessageRow>();
      if (guids.length === 0 || !columns.has('message.guid')) return found;
      for (const row of rows(byGuids.all(JSON.stringify(guids))) as (MessageRow & { ownGuid: string })[]) {
        if (!found.has(row.ownGuid)) found.set(row.ownGuid, row);
      }
      return found;
    },
    maxRowid: () => (maxRowid.get() as { rowid: number }).rowid,
  };
}
