import type { Database } from 'better-sqlite3';
import { dateInChat } from './chat-order.ts';
import type { Columns } from './columns.ts';
import { bodyReader, type RowPolicy, textOf } from './rows.ts';
import { targetForms } from './targets.ts';

/** A row that shows that something left this Mac. */
export interface OwnRow {
  readonly id: number;
  readonly guid: string;
  readonly service: string | null;
  /** Null while the row is in no chat. */
  readonly chatId: number | null;
}

export interface OwnRowQuery {
  readonly text: string;
  /** Nanoseconds since 2001; older rows do not count. */
  readonly from: bigint;
  /** Null = in any chat, or in none. */
  readonly chatId: number | null;
  /** Whether bodies are decoded; otherwise only the text column counts. */
  readonly bodies: boolean;
}

export interface FileRowQuery {
  readonly filename: string;
  readonly chatId: number;
  /** Nanoseconds since 2001; older rows do not count. */
  readonly from: bigint;
  /** Nor do rows up to this one: where a file is sent from where it lies, an earlier row may have it too. */
  readonly above: number;
}

/** What a send looks for once it was handed over (wire-6.4). */
export interface OwnRowQueries {
  /** The newest own row with exactly this text. */
  find(query: OwnRowQuery): OwnRow | null;
  /** The one own row of a chat whose file is this one; null where there is none, or more than one. */
  withFile(query: FileRowQuery): OwnRow | null;
  /** The row with this GUID above a rowid, where it is in the chat. */
  byGuid(guid: string, chatGuid: string, aboveRowid: number): OwnRow | null;
  /** The newest own row of a chat, whatever it is. */
  newestOf(chatGuid: string): OwnRow | null;
  /** The rowid of an own row without text and chat, whose handle is called like the chat that was meant. */
  ghost(targets: readonly string[], from: bigint): number | null;
  /** Whether the file knows this GUID, in whatever case. */
  has(guid: string): boolean;
}

const FIELDS = 'm.ROWID AS id, m.guid, m.service, j.chat_id AS chatId';
const JOINED = 'LEFT JOIN chat_message_join j ON j.message_id = m.ROWID';

export function createOwnRowQueries(
  db: Database,
  columns: Columns,
  policy: Pick<RowPolicy, 'bodies'>,
): OwnRowQueries {
  const read = bodyReader(policy);
  const body = columns.has('message.attributedBody') ? 'm.attributedBody' : 'NULL';
  // By date first: the few rows of the last moments, whatever else the chat holds.
  const recent = db.prepare(`SELECT ${FIELDS}, m.text AS storedText, ${body} AS body
    FROM message m ${JOINED}
    WHERE m.date >= +@from AND m.is_from_me = 1 AND (+@chatId IS NULL OR j.chat_id = +@chatId)
    ORDER BY m.date DESC, m.ROWID DESC`);
  const byGuid = db.prepare<[string, number, string], OwnRow>(`SELECT ${FIELDS}
    FROM message m ${JOINED} JOIN chat c ON c.ROWID = j.chat_id
    WHERE m.guid = ? COLLATE NOCASE AND m.ROWID > +? AND c.guid = +?`);
  const newest = db.prepare<[string], OwnRow>(`SELECT ${FIELDS}
    FROM chat c JOIN chat_message_join j ON j.chat_id = c.ROWID JOIN message m ON m.ROWID = j.message_id
    WHERE c.guid = +? AND m.is_from_me = 1 ORDER BY ${dateInChat(db)} DESC, j.message_id DESC LIMIT 1`);
  const unjoined = db
    .prepare<[{ from: bigint; forms: string }], number>(
      `SELECT m.ROWID FROM message m ${JOINED} LEFT JOIN handle h ON h.ROWID = m.handle_id
        WHERE m.date >= +@from AND m.is_from_me = 1 AND COALESCE(m.text, '') = '' AND j.message_id IS NULL
          AND COALESCE(h.id, '') IN (SELECT value FROM json_each(@forms))
        ORDER BY m.date DESC, m.ROWID DESC LIMIT 1`,
    )
    .pluck();
  const filed = db.prepare<[FileRowQuery], OwnRow>(`SELECT ${FIELDS} FROM message m ${JOINED}
    WHERE m.date >= +@from AND m.ROWID > +@above AND m.is_from_me = 1 AND j.chat_id = +@chatId AND EXISTS (SELECT 1 FROM message_attachment_join f
      JOIN attachment a ON a.ROWID = f.attachment_id WHERE f.message_id = m.ROWID AND a.filename = +@filename) LIMIT 2`);
  const known = db.prepare<[string]>('SELECT 1 FROM message WHERE guid = +? COLLATE NOCASE');
  type Candidate = OwnRow & Parameters<typeof textOf>[0];
  return {
    find({ text, from, chatId, bodies }) {
      const candidates = recent.all({ from, chatId }) as Candidate[];
      const found = candidates.find((row) => (bodies ? textOf(read(row)) : (row.storedText ?? '')) === text);
      return found ? ownRow(found) : null;
    },
    withFile(query) {
      const [row, other] = filed.all(query);
      return row && !other ? row : null;
    },
    byGuid: (guid, chatGuid, aboveRowid) => byGuid.get(guid, aboveRowid, chatGuid) ?? null,
    newestOf: (chatGuid) => newest.get(chatGuid) ?? null,
    ghost(targets, from) {
      const forms = JSON.stringify(targets.flatMap(targetForms));
      return unjoined.get({ from, forms }) ?? null;
    },
    has: (guid) => known.get(guid) !== undefined,
  };
}

const ownRow = ({ id, guid, service, chatId }: OwnRow): OwnRow => ({ id, guid, service, chatId });
