// How many messages and files there are, by chat, person, service and day (wire-4.8). Facts of MessageStore+Stats.swift and
// MessageStatsQueries.swift in openclaw/imsg at 42cdbd0.

import type { Database } from 'better-sqlite3';
import type { Columns } from './columns.ts';
import { hasAssociations } from './columns.ts';
import { belongsTo, URL_BALLOON } from './previews.ts';
import { type MessageRow, rowFields, senderOf } from './rows.ts';
import { dateSeconds } from './time.ts';

export interface StatsQuery {
  /** Of one chat alone; null = of all. */
  readonly chatId: number | null;
  readonly hasMedia: boolean;
  /** The day that a date column falls on, as `2026-11-29`. */
  dayOf(seconds: number): string;
}

/** Keys and order as imsg has them; each list begins with what there is most of. */
export interface Stats {
  readonly total_messages: number;
  readonly sent_messages: number;
  readonly received_messages: number;
  readonly chats: readonly ChatCount[];
  readonly senders: readonly { readonly handle: string; readonly message_count: number }[];
  readonly services: readonly { readonly service: string; readonly message_count: number }[];
  readonly dates: readonly { readonly date: string; readonly message_count: number }[];
  readonly media?: MediaStats;
}

interface ChatCount {
  readonly chat_id: number;
  readonly identifier: string;
  readonly name: string;
  readonly service: string;
  readonly message_count: number;
}

interface MediaCount {
  readonly attachment_count: number;
  readonly total_bytes: number;
}

interface MediaStats {
  readonly total_attachments: number;
  readonly total_bytes: number;
  readonly types: readonly (MediaCount & { readonly uti: string; readonly mime_type: string })[];
  readonly chats: readonly (MediaCount & {
    readonly chat_id: number;
    readonly identifier: string;
    readonly name: string;
  })[];
}

export interface StatsQueries {
  hasChat(id: number): boolean;
  /** Whether the file has the tables of files. */
  hasMedia(): boolean;
  count(query: StatsQuery): Stats;
}

interface StatsChat {
  readonly identifier: string;
  readonly name: string;
  readonly chatService: string;
}
type CountedRow = MessageRow & StatsChat & { readonly chatId: number };
type FileRow = StatsChat & {
  readonly id: number;
  readonly chatId: number;
  readonly uti: string;
  readonly mimeType: string;
  readonly bytes: number;
};

const CHAT = `j.chat_id AS chatId, COALESCE(c.chat_identifier, '') AS identifier,
  COALESCE(NULLIF(c.display_name, ''), NULLIF(c.chat_identifier, ''), '') AS name,
  COALESCE(c.service_name, '') AS chatService`;
const IN_CHAT = `JOIN (SELECT DISTINCT chat_id, message_id FROM chat_message_join) j ON j.message_id = m.ROWID
  JOIN chat c ON c.ROWID = j.chat_id`;

export function createStatsQueries(db: Database, columns: Columns): StatsQueries {
  const kind = hasAssociations(columns) ? 'COALESCE(m.associated_message_type, 0)' : '0';
  const wanted = `WHERE NOT (${kind} BETWEEN 2000 AND 2006 OR ${kind} BETWEEN 3000 AND 3006)
    AND (+@chatId IS NULL OR j.chat_id = +@chatId)`;
  const messages = db.prepare(`SELECT ${rowFields(columns)}, ${CHAT}
    FROM message m LEFT JOIN handle h ON h.ROWID = m.handle_id ${IN_CHAT} ${wanted} ORDER BY m.ROWID, j.chat_id`);
  const files = db.prepare(`SELECT DISTINCT a.ROWID AS id, ${CHAT}, COALESCE(a.uti, '') AS uti,
      COALESCE(a.mime_type, '') AS mimeType, MAX(COALESCE(a.total_bytes, 0), 0) AS bytes
    FROM attachment a JOIN message_attachment_join f ON f.attachment_id = a.ROWID
    JOIN message m ON m.ROWID = f.message_id ${IN_CHAT} ${wanted} ORDER BY a.ROWID, j.chat_id`);
  const chat = db.prepare('SELECT 1 FROM chat WHERE ROWID = +?');
  const tables = db
    .prepare<[], number>(
      `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name IN ('attachment', 'message_attachment_join')`,
    )
    .pluck();
  return {
    hasChat: (id) => chat.get(id) !== undefined,
    hasMedia: () => tables.get() === 2,
    count({ chatId, hasMedia, dayOf }) {
      const counted = countMessages(messages.all({ chatId }) as CountedRow[], dayOf);
      return hasMedia ? { ...counted, media: countFiles(files.all({ chatId }) as FileRow[]) } : counted;
    },
  };
}

/** A message of several chats counts once, and in each of them. */
function countMessages(rows: readonly CountedRow[], dayOf: StatsQuery['dayOf']): Omit<Stats, 'media'> {
  const told = withoutPreviews(rows);
  const once = told.filter((row, index) => row.id !== told[index - 1]?.id);
  const received = once.filter(({ isFromMe }) => !isFromMe);
  return {
    total_messages: once.length,
    sent_messages: once.length - received.length,
    received_messages: received.length,
    chats: [...Map.groupBy(told, ({ chatId }) => chatId)]
      .map(([chat_id, [first, ...rest]]) => ({
        chat_id,
        identifier: first!.identifier,
        name: bucket(first!.name),
        service: bucket(first!.chatService),
        message_count: rest.length + 1,
      }))
      .sort((one, other) => other.message_count - one.message_count || one.chat_id - other.chat_id),
    senders: counts(received, senderOf).map(([handle, message_count]) => ({ handle, message_count })),
    services: counts(once, ({ service }) => service ?? '').map(([service, message_count]) => ({
      service,
      message_count,
    })),
    dates: counts(once, ({ date }) => dayOf(dateSeconds(date ?? 0)))
      .map(([date, message_count]) => ({ date, message_count }))
      .sort((one, other) => order(one.date, other.date)),
  };
}

/** Previews are part of the text before them, or of the one that the preview before them is part of. */
function withoutPreviews(rows: readonly CountedRow[]): CountedRow[] {
  const before = new Map<number, CountedRow>();
  return rows.filter((row) => {
    const text = before.get(row.chatId);
    const isPart = row.balloon === URL_BALLOON && text !== undefined && belongsTo(row, text);
    if (!isPart) before.set(row.chatId, row);
    return !isPart;
  });
}

function countFiles(rows: readonly FileRow[]): MediaStats {
  const once = rows.filter((row, index) => row.id !== rows[index - 1]?.id);
  const sum = (files: readonly FileRow[]): MediaCount => ({
    attachment_count: files.length,
    total_bytes: files.reduce((bytes, file) => bytes + file.bytes, 0),
  });
  const most = (one: MediaCount, other: MediaCount) =>
    other.attachment_count - one.attachment_count || other.total_bytes - one.total_bytes;
  const byType = Map.groupBy(once, ({ uti, mimeType }) => JSON.stringify([bucket(uti), bucket(mimeType)]));
  return {
    total_attachments: once.length,
    total_bytes: sum(once).total_bytes,
    types: [...byType.values()]
      .map((files) => ({ uti: bucket(files[0]!.uti), mime_type: bucket(files[0]!.mimeType), ...sum(files) }))
      .sort(
        (one, other) =>
          most(one, other) || order(one.uti, other.uti) || order(one.mime_type, other.mime_type),
      ),
    chats: [...Map.groupBy(rows, ({ chatId }) => chatId)]
      .map(([chat_id, files]) => {
        const { identifier, name } = files[0]!;
        return { chat_id, identifier, name: bucket(name), ...sum(files) };
      })
      .sort((one, other) => most(one, other) || one.chat_id - other.chat_id),
  };
}

/** Most first; of as many, by name. */
function counts(rows: readonly CountedRow[], nameOf: (row: CountedRow) => string): [string, number][] {
  const groups = [...Map.groupBy(rows, (row) => bucket(nameOf(row)))];
  return groups
    .map(([name, of]): [string, number] => [name, of.length])
    .sort(([one, ones], [other, others]) => others - ones || order(one, other));
}

const order = (one: string, other: string) => (one < other ? -1 : Number(one > other));
const bucket = (name: string) => name.trim() || 'unknown';
