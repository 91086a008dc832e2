import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { EngineError } from '../errors.ts';
import {
  APPLE_EPOCH_MS,
  appleNanoseconds,
  type DatabaseRow,
  type MessagesDb,
  type OwnRowRecord,
  ownRowFrom,
  type StoredChat,
  type StoredDelivery,
  type StoredKind,
} from './messages-db.ts';
import { isPermission, systemCode, systemRemedy } from './system-failures.ts';
import {
  CHANGE,
  type CountedCategory,
  type CountedChange,
  categoryFrom,
  categoryQuery,
  changeFrom,
  FILES,
  HAS_CHAT,
  HAS_EDITS,
  KEEPS_DELETED,
  MAY_BE_FOLDED,
} from './told-rows.ts';
import { whyNotOpened } from './why-not-opened.ts';

/** Readers never wait for Messages (WAL); whatever locks the file longer than this must not hold the loop. */
const BUSY_TIMEOUT_MS = 20;

/** Where no permission helps, such as where what is there is no database, or no whole one. */
const CHECK_IT = 'Check that dbPath names the chat.db of Messages, and that Messages itself can open it.';

const NEWEST_TOLD = `SELECT ROWID FROM message AS told WHERE ${HAS_CHAT} AND NOT ${MAY_BE_FOLDED}
  ORDER BY ROWID DESC LIMIT 1`;
const ROWS_IN = `SELECT ROWID AS rowid, guid, ${MAY_BE_FOLDED} AS mayBeFolded,
    ${HAS_CHAT} AS hasChat
  FROM message AS told WHERE ROWID BETWEEN ? AND ?`;
/** What was deleted and can be recovered is in no chat, and is told to nobody; macOS 13 and newer. */
const NOT_DELETED = 'AND ROWID NOT IN (SELECT message_id FROM chat_recoverable_message_join)';
/** Rows that are gone are known by the sequence alone; a database without one has never had them. */
const SEQUENCE = "SELECT max(seq) FROM sqlite_sequence WHERE name = 'message'";
const FIRST_SINCE = 'SELECT min(ROWID) FROM message WHERE ROWID > ? AND date >= ?';
const OWN_ADDRESSES = `SELECT DISTINCT destination_caller_id FROM
    (SELECT destination_caller_id FROM message ORDER BY ROWID DESC LIMIT 1000)
  WHERE destination_caller_id <> ''`;
const NEWEST_SENT = `SELECT max(date) / 1000000 FROM
    (SELECT date FROM message WHERE is_from_me = 0 ORDER BY ROWID DESC LIMIT 1000)`;
/** By rowid first: what came after a mark is little, whatever else the chat holds. */
const OWN_ROWS = `SELECT m.ROWID AS rowid, m.guid, m.text,
    coalesce(m.item_type, 0) AS itemType, coalesce(m.group_action_type, 0) AS groupAction,
    m.group_title AS groupTitle, (SELECT id FROM handle WHERE ROWID = m.other_handle) AS person,
    coalesce(m.associated_message_type, 0) AS associatedType, m.associated_message_guid AS associatedGuid,
    ${FILES} AS files
  FROM message m CROSS JOIN chat_message_join j ON j.message_id = m.ROWID CROSS JOIN chat c ON c.ROWID = j.chat_id
  WHERE m.ROWID > ? AND m.is_from_me = 1 AND c.guid = ? ORDER BY m.ROWID LIMIT ?`;
const DELIVERY = `SELECT CASE WHEN is_delivered = 1 THEN 0 ELSE error END AS error, service
  FROM message WHERE ROWID = ? AND guid = ?`;
/** Asked of the few rows that have files. */
const CHAT = 'SELECT guid, chat_identifier AS identifier FROM chat WHERE ROWID = ?';
const KIND = `SELECT coalesce(item_type, 0) AS itemType, coalesce(associated_message_type, 0) AS associatedType,
    associated_message_guid AS associatedGuid, coalesce(cache_has_attachments, 0) AS hasFiles
  FROM message WHERE guid = ?`;
const COUNT = 'SELECT count(*) FROM message WHERE ROWID > ? AND ROWID <= ?';

/** As SQLite has it, with 0 and 1. */
type CountedKind = Omit<StoredKind, 'hasFiles'> & { readonly hasFiles: number };

function kindFrom(kind: CountedKind | undefined): StoredKind | null {
  return kind ? { ...kind, hasFiles: kind.hasFiles === 1 } : null;
}

/** Likewise. */
interface CountedRow extends Omit<DatabaseRow, 'hasChat' | 'mayBeFolded'> {
  readonly hasChat: number;
  readonly mayBeFolded: number;
}

interface Opened {
  readonly fileKey: string;
  readonly connection: Database.Database;
  readonly guidAt: Database.Statement<[number], string | null>;
  readonly maxRowid: Database.Statement<[], number>;
  readonly newestTold: Database.Statement<[], number>;
  readonly firstSince: Database.Statement<[number, bigint], number | null>;
  readonly count: Database.Statement<[number, number], number>;
  readonly ownAddresses: Database.Statement<[], string>;
  readonly newestSent: Database.Statement<[], number | null>;
  readonly delivery: Database.Statement<[number, string], StoredDelivery>;
  /** Null = the file has nothing of edits. */
  readonly change: Database.Statement<[string], CountedChange> | null;
}

/**
 * chat.db at an absolute path. Opened at the first question and again whenever another file has taken its
 * place; a file that cannot be read is tried afresh each time, so that a granted permission heals by itself.
 */
export function openMessagesDb(path: string): MessagesDb {
  let opened: Opened | null = null;
  let isClosed = false;

  const forget = () => {
    opened?.connection.close();
    opened = null;
  };
  const current = (): Opened => {
    if (isClosed) throw new EngineError('messages_db_unreadable', { message: `${path} has been closed` });
    const fileKey = fileKeyOf(path);
    if (opened?.fileKey === fileKey) return opened;
    forget();
    opened = open(path, fileKey);
    return opened;
  };
  const ask = async <T>(question: (db: Opened) => T): Promise<T> => {
    try {
      return question(current());
    } catch {
      // A log file that was taken away under the connection spoils that connection, not the database.
      forget();
    }
    try {
      return question(current());
    } catch (error) {
      forget();
      throw unreadable(path, error);
    }
  };

  return {
    async fileKey() {
      try {
        return fileKeyOf(path);
      } catch {
        return null;
      }
    },
    maxRowid: () => ask((db) => db.maxRowid.get()!),
    newestRows: () => ask((db) => ({ last: db.maxRowid.get()!, told: db.newestTold.get() ?? 0 })),
    guidsAt: (rowids) => ask((db) => rowids.map((rowid) => db.guidAt.get(rowid) ?? null)),
    kindsOf: (guids) =>
      ask(({ connection }) => {
        const kind = connection.prepare<[string], CountedKind>(KIND);
        return guids.map((guid) => kindFrom(kind.get(guid)));
      }),
    changesOf: (guids) => ask(({ change }) => guids.map((guid) => changeFrom(change?.get(guid)))),
    categoriesOf: (guids) => ask(({ connection }) => categoriesOf(connection, guids)),
    rowsIn: (fromRowid, toRowid, limit) =>
      ask(({ connection }) => {
        const kept = connection.prepare(KEEPS_DELETED).get() ? NOT_DELETED : '';
        const rows = connection
          .prepare<number[], CountedRow>(`${ROWS_IN} ${kept} ORDER BY ROWID LIMIT ?`)
          .all(fromRowid, toRowid, limit);
        return rows.map((row) => ({
          ...row,
          hasChat: row.hasChat === 1,
          mayBeFolded: row.mayBeFolded === 1,
        }));
      }),
    highestEver: () =>
      ask(({ connection, maxRowid }) => {
        const newest = maxRowid.get()!;
        if (!hasTable(connection, 'sqlite_sequence')) return newest;
        const last = connection.prepare<[], number | null>(SEQUENCE).pluck().get();
        return Math.max(newest, last ?? 0);
      }),
    firstRowidSince: (sentMs, aboveRowid) =>
      ask((db) => db.firstSince.get(aboveRowid, appleNanoseconds(sentMs)) ?? null),
    countRows: (aboveRowid, upToRowid) => ask((db) => db.count.get(aboveRowid, upToRowid)!),
    ownRows: (chatGuid, aboveRowid, limit) =>
      ask(({ connection }) => ownRowsOf(connection, aboveRowid, chatGuid, limit)),
    deliveriesOf: (rows) => ask((db) => rows.map(({ rowid, guid }) => db.delivery.get(rowid, guid) ?? null)),
    chatsAt: (rowids) =>
      ask(({ connection }) => {
        const chat = connection.prepare<[number], StoredChat>(CHAT);
        return rowids.map((rowid) => chat.get(rowid) ?? null);
      }),
    recentOwnAddresses: () => ask((db) => db.ownAddresses.all()),
    async newestSentMs() {
      const ms = await ask((db) => db.newestSent.get() ?? null);
      return ms === null ? null : ms + APPLE_EPOCH_MS;
    },
    close() {
      isClosed = true;
      forget();
    },
  };
}

function ownRowsOf(connection: Database.Database, ...question: [number, string, number]) {
  return connection
    .prepare<[number, string, number], OwnRowRecord>(OWN_ROWS)
    .all(...question)
    .map(ownRowFrom);
}

function categoriesOf(connection: Database.Database, guids: readonly string[]) {
  const keepsDeleted = connection.prepare(KEEPS_DELETED).get() !== undefined;
  const category = connection.prepare<[string], CountedCategory>(categoryQuery(keepsDeleted));
  return guids.map((guid) => categoryFrom(category.get(guid)));
}

function hasEdits(connection: Database.Database): boolean {
  return connection.prepare(HAS_EDITS).get() !== undefined;
}

function hasTable(connection: Database.Database, name: string): boolean {
  return connection.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(name) !== undefined;
}

/** Whoever opens a pipe or a device waits for as long as nobody writes to it, and the loop with him (ruling-29). */
function fileKeyOf(path: string): string {
  const file = statSync(path, { bigint: true });
  if (!file.isFile()) throw notRegular(path);
  return `${file.dev}:${file.ino}`;
}

function notRegular(path: string): EngineError {
  return new EngineError('messages_db_unreadable', {
    message: `${path} is not a regular file`,
    remedy: CHECK_IT,
  });
}

/** What SQLite opens beside a database, where it is there. */
const BESIDE = ['-wal', '-shm', '-journal'] as const;

function open(path: string, fileKey: string): Opened {
  for (const suffix of BESIDE) {
    const isRegular = statSync(path + suffix, { throwIfNoEntry: false })?.isFile() ?? true;
    if (!isRegular) throw notRegular(path + suffix);
  }
  const connection = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    return {
      fileKey,
      connection,
      guidAt: connection.prepare<[number], string | null>('SELECT guid FROM message WHERE ROWID = ?').pluck(),
      maxRowid: connection.prepare<[], number>('SELECT coalesce(max(ROWID), 0) FROM message').pluck(),
      newestTold: connection.prepare<[], number>(NEWEST_TOLD).pluck(),
      firstSince: connection.prepare<[number, bigint], number | null>(FIRST_SINCE).pluck(),
      count: connection.prepare<[number, number], number>(COUNT).pluck(),
      ownAddresses: connection.prepare<[], string>(OWN_ADDRESSES).pluck(),
      newestSent: connection.prepare<[], number | null>(NEWEST_SENT).pluck(),
      delivery: connection.prepare<[number, string], StoredDelivery>(DELIVERY),
      change: hasEdits(connection) ? connection.prepare<[string], CountedChange>(CHANGE) : null,
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}

function unreadable(path: string, cause: unknown): EngineError {
  if (cause instanceof EngineError) return cause;
  const failure = whyNotOpened(cause, path, false) ?? (cause as Error);
  const code = systemCode(failure);
  const what = code === 'SQLITE_NOTADB' ? 'is not a database' : `cannot be read: ${failure.message}`;
  // The row speaks of permissions, which SQLite may mean where it says nothing more.
  const isForbidden = isPermission(code) || code === 'SQLITE_CANTOPEN';
  const remedy = isForbidden ? null : (systemRemedy(code) ?? CHECK_IT);
  return new EngineError('messages_db_unreadable', { message: `${path} ${what}`, remedy, cause });
}
