// Watches the databases of a Mac from inside: every row when it came, when it stood in a chat, what it said and when
// that changed. It reads the file itself, never what imsg tells of it.

import { bodyText } from '../../../fake-imsg/chat-db/blobs/body-text.ts';
import { plistString } from '../../../fake-imsg/chat-db/blobs/plist-reader.ts';
import type { Device } from '../../../fake-imsg/device/device.ts';
import type { RowVersion, WitnessedRow } from '../oracle/history.ts';
import { statementOn } from '../statements.ts';

interface StoredRow {
  readonly rowid: number;
  readonly guid: string;
  readonly text: string | null;
  readonly body: Buffer | null;
  readonly date: number | null;
  readonly isFromMe: number;
  readonly sender: string | null;
  readonly ownAddress: string | null;
  readonly associatedType: number;
  readonly target: string | null;
  readonly itemType: number;
  readonly balloonId: string | null;
  /** What Messages keeps beside a voice memo, among it what was said. */
  readonly memo: Buffer | null;
  readonly attachments: number;
  /** 1 = it says that it has some, which may come in a commit of their own. */
  readonly saysFiles: number;
  readonly chatId: number | null;
  readonly chatGuid: string | null;
  readonly chatIdentifier: string | null;
  readonly isHidden: number;
  readonly error: number;
}

const SELECT = `SELECT message.ROWID AS rowid, message.guid AS guid, text, attributedBody AS body, date,
    is_from_me AS isFromMe, handle.id AS sender, destination_caller_id AS ownAddress,
    COALESCE(associated_message_type, 0) AS associatedType, associated_message_guid AS target, COALESCE(item_type, 0) AS itemType,
    balloon_bundle_id AS balloonId,
    CASE is_audio_message WHEN 1 THEN (
      SELECT user_info FROM message_attachment_join JOIN attachment ON attachment.ROWID = attachment_id
      WHERE message_id = message.ROWID ORDER BY attachment_id LIMIT 1) END AS memo,
    (SELECT COUNT(*) FROM message_attachment_join WHERE message_id = message.ROWID) AS attachments,
    COALESCE(cache_has_attachments, 0) AS saysFiles,
    chat.ROWID AS chatId, chat.guid AS chatGuid, chat.chat_identifier AS chatIdentifier,
    COALESCE(chat.is_filtered, 0) >= 2 OR COALESCE(is_spam, 0) = 1 AS isHidden,
    message.error AS error
  FROM message LEFT JOIN handle ON handle.ROWID = message.handle_id
    LEFT JOIN chat ON chat.ROWID = (SELECT MIN(chat_id) FROM chat_message_join WHERE message_id = message.ROWID)`;
// `+?`: a bare `?` makes SQLite compile the statement again at every run.
const ROWS = `${SELECT} WHERE message.ROWID > +? ORDER BY message.ROWID`;
const ROW = `${SELECT} WHERE message.ROWID = +?`;
/** Asked far more often than a row comes into a chat. */
const WAITS = `SELECT EXISTS (SELECT 1 FROM message WHERE ROWID = +?)
  AND NOT EXISTS (SELECT 1 FROM chat_message_join WHERE message_id = +?) AS waits`;

/** Of rows of one event that wait for their chat so many are looked at, from the one that has waited longest. */
const WAITING_LOOKED_AT = 4;
/** Nanoseconds: on the wire the first second of 2001 stands for no date. */
const NO_DATE_BELOW = 1e9;
const APPLE_EPOCH_MS = Date.UTC(2001, 0, 1);

/** A copy that was put back holds rows whose chats events of long ago have still to bring. */
const FROM_BEFORE = '';

export interface DatabaseWitness {
  readonly rows: readonly WitnessedRow[];
  /** When each but the first took its place. */
  readonly replacements: readonly { readonly database: number; readonly atMs: number }[];
  /** Which database stands there now, counted from 1. */
  database(): number;
  /** In which ones a message stood under that number, the oldest first. */
  standsIn(rowid: number, guid: string): readonly number[];
  /** Something was written. */
  look(written: Written): void;
}

export interface Written {
  readonly atMs: number;
  readonly eventId: string;
  readonly hasNewRows: boolean;
  /** Whether rows that stood there before may read otherwise now. */
  readonly changesOldRows: boolean;
}

export function createDatabaseWitness(device: Device): DatabaseWitness {
  const rows: WitnessedRow[] = [];
  const placesOf = new Map<string, readonly number[]>();
  let known = new Map<number, WitnessedRow>();
  /** Messages that were taken out of their chat: no copy brings them back to it. */
  const removed = new Set<string>();
  const lacking = createLackingFiles(device);
  const waiting = createWaitingRows(device, lacking.note);
  let newest = 0;
  let name = '';
  let database = 0;
  const replacements: { database: number; atMs: number }[] = [];

  /** False while chat.db is not where it belongs. */
  const isThere = () => {
    const files = device.files().database;
    if (files === '') return false;
    if (files === name) return true;
    name = files;
    database += 1;
    for (const { guid, deletedAtMs } of known.values()) if (deletedAtMs !== null) removed.add(guid);
    known = new Map();
    waiting.forget();
    lacking.forget();
    newest = 0;
    return true;
  };
  const readFrom = (rowid: number) => statementOn<[number], StoredRow>(device.openReader(), ROWS).all(rowid);
  const add = (stored: StoredRow, { atMs, eventId }: Written) => {
    const row = witnessed(stored, atMs, database);
    rows.push(row);
    const place = `${row.rowid} ${row.guid}`;
    placesOf.set(place, [...(placesOf.get(place) ?? []), database]);
    known.set(row.rowid, row);
    newest = Math.max(newest, row.rowid);
    if (row.joinedAtMs === null && !removed.has(row.guid)) waiting.note(row, eventId);
    else lacking.note(row, stored, eventId);
  };
  const compareAll = (written: Written) => {
    const there = readFrom(0);
    const seen = new Set(there.map(({ rowid }) => rowid));
    for (const row of known.values()) if (!seen.has(row.rowid)) row.deletedAtMs ??= written.atMs;
    for (const stored of there) {
      const row = known.get(stored.rowid);
      if (row?.guid === stored.guid) compare(row, stored, written.atMs);
      else add(stored, database === 1 ? written : { ...written, eventId: FROM_BEFORE });
    }
  };

  return {
    rows,
    replacements,
    database() {
      isThere();
      return database;
    },
    standsIn: (rowid, guid) => placesOf.get(`${rowid} ${guid}`) ?? [],
    look(written) {
      const before = database;
      if (!isThere()) return;
      if (before > 0 && database !== before) replacements.push({ database, atMs: written.atMs });
      if (written.changesOldRows || newest === 0) return compareAll(written);
      // Messages writes a row and joins it in commits of their own: one that brings rows joins none that waits.
      if (written.hasNewRows) for (const stored of readFrom(newest)) add(stored, written);
      else {
        lacking.look(written);
        for (const eventId of [written.eventId, FROM_BEFORE]) waiting.look(eventId, written.atMs);
      }
    },
  };
}

function stillWaits(device: Device, { rowid }: WitnessedRow): boolean {
  const waits = statementOn<[number, number], { readonly waits: number }>(device.openReader(), WAITS);
  return waits.get(rowid, rowid)!.waits === 1;
}

/** Rows without a chat, by the event that brought them: it brings the chat as well. */
function createWaitingRows(
  device: Device,
  onChat: (row: WitnessedRow, stored: StoredRow, eventId: string) => void,
) {
  const rows = new Map<string, WitnessedRow[]>();
  return {
    note: (row: WitnessedRow, eventId: string) => listUnder(rows, eventId, row),
    look(eventId: string, atMs: number) {
      const rest = rows.get(eventId);
      if (!rest) return;
      const lookedAt = eventId === FROM_BEFORE ? Number.POSITIVE_INFINITY : WAITING_LOOKED_AT;
      for (let index = 0; index < Math.min(lookedAt, rest.length); ) {
        const row = rest[index]!;
        if (stillWaits(device, row)) {
          index += 1;
          continue;
        }
        const stored = statementOn<[number], StoredRow>(device.openReader(), ROW).get(row.rowid);
        if (stored) compare(row, stored, atMs);
        else row.deletedAtMs ??= atMs;
        if (stored) onChat(row, stored, eventId);
        rest.splice(index, 1);
      }
      if (rest.length === 0) rows.delete(eventId);
    },
    forget: () => rows.clear(),
  };
}

/** Rows that stand in their chat before their files do, by the event that brings both. */
function createLackingFiles(device: Device) {
  const rows = new Map<string, WitnessedRow[]>();
  return {
    note(row: WitnessedRow, stored: StoredRow, eventId: string) {
      if (lacksFiles(stored)) listUnder(rows, eventId, row);
    },
    look({ eventId, atMs }: Written) {
      const left = rows.get(eventId)?.filter((row) => {
        const stored = statementOn<[number], StoredRow>(device.openReader(), ROW).get(row.rowid);
        if (stored) compare(row, stored, atMs);
        return stored && lacksFiles(stored);
      });
      if (left) rows.set(eventId, left);
    },
    forget: () => rows.clear(),
  };
}

function lacksFiles({ saysFiles, attachments }: StoredRow): boolean {
  return saysFiles === 1 && attachments === 0;
}

function listUnder(rows: Map<string, WitnessedRow[]>, eventId: string, row: WitnessedRow): void {
  const listed = rows.get(eventId);
  if (listed) listed.push(row);
  else rows.set(eventId, [row]);
}

function witnessed(stored: StoredRow, atMs: number, database: number): WitnessedRow {
  return {
    database,
    rowid: stored.rowid,
    guid: stored.guid,
    insertedAtMs: atMs,
    joinedAtMs: stored.chatId === null ? null : atMs,
    deletedAtMs: null,
    chatId: stored.chatId,
    chatGuid: stored.chatGuid,
    chatIdentifier: stored.chatIdentifier,
    ...(stored.isHidden === 1 && { isHidden: true }),
    sender: stored.sender,
    ownAddress: stored.ownAddress,
    dateMs: dateMs(stored),
    associatedType: stored.associatedType,
    ...(stored.target !== null && { target: stored.target }),
    itemType: stored.itemType,
    balloonId: stored.balloonId,
    attachments: stored.attachments,
    ...(lacksFiles(stored) && { announcesFiles: true as const }),
    versions: [versionOf(stored, atMs)],
  };
}

/** As the wire tells it: rounded to milliseconds. */
function dateMs({ date }: StoredRow): number | null {
  return date === null || date < NO_DATE_BELOW ? null : Math.round(APPLE_EPOCH_MS + date / 1e6);
}

function versionOf({ text, body, memo, isFromMe }: StoredRow, atMs: number): RowVersion {
  const isStored = text !== null && text !== '';
  const written = isStored ? text : body === null ? '' : bodyText(body);
  // Where it was made out, what was said in a voice memo is its text.
  const spoken = memo === null ? null : plistString(memo, 'audio-transcription');
  return { atMs, text: spoken ?? written, isFromMe: isFromMe === 1 };
}

function compare(row: WitnessedRow, stored: StoredRow, atMs: number): void {
  if (row.joinedAtMs === null && stored.chatId !== null) {
    row.joinedAtMs = atMs;
    row.chatId = stored.chatId;
    row.chatGuid = stored.chatGuid;
    row.chatIdentifier = stored.chatIdentifier;
    if (stored.isHidden === 1) row.isHidden = true;
  }
  // Recently Deleted: the row is still there and stands in no chat any more.
  if (row.joinedAtMs !== null && stored.chatId === null) row.deletedAtMs ??= atMs;
  // What is taken back takes its files along.
  if (row.attachments === 0 && stored.attachments > 0) row.attachedAtMs = atMs;
  row.attachments = Math.max(row.attachments, stored.attachments);
  if (stored.error !== 0) row.failedAtMs ??= atMs;
  const now = versionOf(stored, atMs);
  const last = row.versions.at(-1)!;
  if (now.text !== last.text || now.isFromMe !== last.isFromMe) row.versions.push(now);
}
