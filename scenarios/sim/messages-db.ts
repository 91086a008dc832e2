import { EngineError } from '../../engine/errors.ts';
import {
  APPLE_EPOCH_MS,
  appleNanoseconds,
  type MessagesDb,
  type NewestRows,
  type OwnRowRecord,
  ownRowFrom,
  type StoredChat,
  type StoredDelivery,
  type StoredKind,
} from '../../engine/ports/messages-db.ts';
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
} from '../../engine/ports/told-rows.ts';
import type { Device } from '../../fake-imsg/device/device.ts';
import type { Node } from './node.ts';
import { type Reader, statementOn } from './statements.ts';
import type { ChatDbTrouble, Trouble } from './trouble.ts';

const READ_MS = 0.3;
/** On a disk that others keep busy. */
const SLOW_READ_MS = 3_000;

/**
 * chat.db of a simulated device, as the engine's port: each read completes as an event of the world. It rejects
 * where the file is not there, or macOS does not let this process read it.
 */
export function createSimMessagesDb(node: Node, device: Device, trouble: Trouble<ChatDbTrouble>): MessagesDb {
  const fileKey = () => (device.facts().fullDiskAccess ? fileKeyOf(device) : null);
  let open: { readonly fileKey: string; readonly queries: Queries } | null = null;
  /** Opened again when another database has taken the place of the one before. */
  const current = () => {
    const key = fileKey();
    if (key === null) throw unreadable();
    if (open?.fileKey !== key) open = { fileKey: key, queries: queriesOn(device.openReader()) };
    return open.queries;
  };
  let newest: { readonly queries: Queries; readonly mark: number; readonly rows: NewestRows } | null = null;
  /** The gateway asks every few seconds, also where nothing has happened on the Mac since. */
  const newestRows = (queries: Queries) => {
    const mark = device.recordMark();
    if (newest?.mark !== mark || newest.queries !== queries) {
      const last = queries.max.get()!.rowid ?? 0;
      newest = { queries, mark, rows: { last, told: queries.newestTold.get()?.rowid ?? 0 } };
    }
    return newest.rows;
  };
  const read = <T>(perform: () => T) =>
    new Promise<T>((resolve, reject) =>
      node.later(readMs(node, trouble), () => {
        try {
          if (trouble.now() === 'rejects') throw unreadable();
          // The Mac writes also while no imsg runs.
          device.step();
          resolve(perform());
        } catch (error) {
          reject(error);
        }
      }),
    );
  return {
    fileKey: () => read(fileKey).catch(() => null),
    maxRowid: () => read(() => current().max.get()!.rowid ?? 0),
    newestRows: () => read(() => newestRows(current())),
    guidsAt: (rowids) => read(() => rowids.map((rowid) => current().guid.get(rowid)?.guid ?? null)),
    kindsOf: (guids) =>
      read(() =>
        guids.map((guid) => {
          const kind = current().kind.get(guid);
          return kind ? { ...kind, hasFiles: Boolean(kind.hasFiles) } : null;
        }),
      ),
    changesOf: (guids) => read(() => guids.map((guid) => changeFrom(current().change?.get(guid)))),
    categoriesOf: (guids) => read(() => guids.map((guid) => categoryFrom(current().category.get(guid)))),
    rowsIn: (fromRowid, toRowid, limit) =>
      read(() =>
        current()
          .rowsIn.all(fromRowid, toRowid, limit)
          .map((row) => ({ ...row, hasChat: row.hasChat === 1, mayBeFolded: row.mayBeFolded === 1 })),
      ),
    highestEver: () =>
      read(() => Math.max(current().max.get()!.rowid ?? 0, current().sequence.get()?.last ?? 0)),
    firstRowidSince: (sentMs, above) =>
      read(() => current().firstSince.get(above, appleNanoseconds(sentMs))!.rowid),
    countRows: (above, upTo) => read(() => current().count.get(above, upTo)!.rows),
    ownRows: (chatGuid, above, limit) =>
      read(() => current().ownRows.all(above, chatGuid, limit).map(ownRowFrom)),
    deliveriesOf: (rows) =>
      read(() => {
        const { delivery } = current();
        return rows.map(({ rowid, guid }) => delivery.get(rowid, guid) ?? null);
      }),
    chatsAt: (rowids) => read(() => rowids.map((rowid) => current().chat.get(rowid) ?? null)),
    recentOwnAddresses: () =>
      read(() =>
        current()
          .ownAddresses.all()
          .map(({ address }) => address),
      ),
    newestSentMs: () =>
      read(() => {
        const { ms } = current().newestSent.get()!;
        return ms === null ? null : ms + APPLE_EPOCH_MS;
      }),
    close() {},
  };
}

/** Which file it is; null while there is none. */
export function fileKeyOf(device: Device): string | null {
  const { database } = device.files();
  return database === '' ? null : `device:${database}`;
}

const unreadable = () => new EngineError('messages_db_unreadable', { message: 'chat.db cannot be read' });

/** A read that hangs comes to its end with what held it up. */
function readMs({ world }: Node, trouble: Trouble<ChatDbTrouble>): number {
  if (trouble.now() === 'hangs') return trouble.endsMs() - world.nowMs() + READ_MS;
  return trouble.now() === 'slow' ? SLOW_READ_MS : READ_MS;
}

type Queries = ReturnType<typeof prepare>;

interface CountedRow {
  readonly rowid: number;
  readonly guid: string | null;
  readonly hasChat: number;
  readonly mayBeFolded: number;
}

const prepared = new WeakMap<Reader, Queries>();

/** Each of many gateways, and of many worlds, finds them as the first one made them. */
function queriesOn(db: Reader): Queries {
  const queries = prepared.get(db) ?? prepare(db);
  prepared.set(db, queries);
  return queries;
}

function prepare(db: Reader) {
  return {
    max: statementOn<[], { rowid: number | null }>(db, 'SELECT MAX(ROWID) AS rowid FROM message'),
    newestTold: statementOn<[], { rowid: number }>(
      db,
      `SELECT ROWID AS rowid FROM message AS told WHERE ${HAS_CHAT} AND NOT ${MAY_BE_FOLDED}
       ORDER BY ROWID DESC LIMIT 1`,
    ),
    rowsIn: statementOn<[number, number, number], CountedRow>(
      db,
      `SELECT ROWID AS rowid, guid, ${MAY_BE_FOLDED} AS mayBeFolded,
         ${HAS_CHAT} AS hasChat
       FROM message AS told WHERE ROWID BETWEEN +? AND +?
         AND ROWID NOT IN (SELECT message_id FROM chat_recoverable_message_join) ORDER BY ROWID LIMIT +?`,
    ),
    sequence: statementOn<[], { last: number | null }>(
      db,
      "SELECT MAX(seq) AS last FROM sqlite_sequence WHERE name = 'message'",
    ),
    guid: statementOn<[number], { guid: string }>(db, 'SELECT guid FROM message WHERE ROWID = +?'),
    chat: statementOn<[number], StoredChat>(
      db,
      'SELECT guid, chat_identifier AS identifier FROM chat WHERE ROWID = +?',
    ),
    kind: statementOn<[string], StoredKind>(
      db,
      `SELECT coalesce(item_type, 0) AS itemType, coalesce(associated_message_type, 0) AS associatedType,
         associated_message_guid AS associatedGuid, coalesce(cache_has_attachments, 0) AS hasFiles
       FROM message WHERE guid = ?`,
    ),
    change: statementOn(db, HAS_EDITS).get() ? statementOn<[string], CountedChange>(db, CHANGE) : null,
    category: statementOn<[string], CountedCategory>(
      db,
      categoryQuery(statementOn(db, KEEPS_DELETED).get() !== undefined),
    ),
    firstSince: statementOn<[number, bigint], { rowid: number | null }>(
      db,
      'SELECT MIN(ROWID) AS rowid FROM message WHERE ROWID > +? AND date >= +?',
    ),
    count: statementOn<[number, number], { rows: number }>(
      db,
      'SELECT COUNT(*) AS rows FROM message WHERE ROWID > +? AND ROWID <= +?',
    ),
    ownRows: statementOn<[number, string, number], OwnRowRecord>(
      db,
      `SELECT m.ROWID AS rowid, m.guid, m.text, m.item_type AS itemType, m.group_action_type AS groupAction,
         m.group_title AS groupTitle, (SELECT id FROM handle WHERE ROWID = m.other_handle) AS person,
         m.associated_message_type AS associatedType, m.associated_message_guid AS associatedGuid,
         ${FILES} AS files
       FROM message m CROSS JOIN chat_message_join j ON j.message_id = m.ROWID CROSS JOIN chat c ON c.ROWID = j.chat_id
       WHERE m.ROWID > +? AND m.is_from_me = 1 AND c.guid = +? ORDER BY m.ROWID LIMIT +?`,
    ),
    delivery: statementOn<[number, string], StoredDelivery>(
      db,
      `SELECT CASE WHEN is_delivered = 1 THEN 0 ELSE error END AS error, service
       FROM message WHERE ROWID = +? AND guid = +?`,
    ),
    newestSent: statementOn<[], { ms: number | null }>(
      db,
      `SELECT max(date) / 1000000 AS ms FROM
         (SELECT date FROM message WHERE is_from_me = 0 ORDER BY ROWID DESC LIMIT 1000)`,
    ),
    ownAddresses: statementOn<[], { address: string }>(
      db,
      `SELECT DISTINCT destination_caller_id AS address FROM
         (SELECT destination_caller_id FROM message ORDER BY ROWID DESC LIMIT 1000)
       WHERE destination_caller_id <> ''`,
    ),
  };
}
