// Watches the databases of a Mac from inside: every row when it came, when it stood in a chat, what it said and when
// that changed. It reads the file itself, never what imsg tells of it.

import { bodyText } from '../../../fake-imsg/chat-db/blobs/body-text.ts';
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
  readonly itemType: number;
  readonly balloonId: string | null;
  readonly isAudio: number;
  readonly attachments: number;
  readonly chatId: number | null;
  readonly chatGuid: string | null;
  readonly chatIdentifier: string | null;
}

const ROWS = `SELECT message.ROWID AS rowid, message.guid AS guid, text, attributedBody AS body, date,
    is_from_me AS isFromMe, handle.id AS sender, destination_caller_id AS ownAddress,
    COALESCE(associated_message_type, 0) AS associatedType, COALESCE(item_type, 0) AS itemType,
    balloon_bundle_id AS balloonId, is_audio_message AS isAudio,
    (SELECT COUNT(*) FROM message_attachment_join WHERE message_id = message.ROWID) AS attachments,
    chat.ROWID AS chatId, chat.guid AS chatGuid, chat.chat_identifier AS chatIdentifier
  FROM message LEFT JOIN handle ON handle.ROWID = message.handle_id
    LEFT JOIN chat ON chat.ROWID = (SELECT MIN(chat_id) FROM chat_message_join WHERE message_id = message.ROWID)
  WHERE message.ROWID > ? ORDER BY message.ROWID`;

/** Rows that may still change are looked at again; older ones only after events that change old rows. */
const RECENT_ROWS = 40;
/** Nanoseconds: on the wire the first second of 2001 stands for no date. */
const NO_DATE_BELOW = 1e9;
const APPLE_EPOCH_MS = Date.UTC(2001, 0, 1);

export interface DatabaseWitness {
  readonly rows: readonly WitnessedRow[];
  /** Which database stands there now, counted from 1. */
  readonly database: number;
  /** Something was written; `isOld` = perhaps to a row of long ago. */
  look(atMs: number, isOld: boolean): void;
}

export function createDatabaseWitness(device: Device): DatabaseWitness {
  const rows: WitnessedRow[] = [];
  let known = new Map<number, WitnessedRow>();
  let recent: WitnessedRow[] = [];
  let unjoined: WitnessedRow[] = [];
  let name = '';
  let database = 0;

  /** False while chat.db is not where it belongs. */
  const isThere = () => {
    const files = device.files().database;
    if (files === '') return false;
    if (files === name) return true;
    name = files;
    database += 1;
    known = new Map();
    recent = [];
    unjoined = [];
    return true;
  };
  const lookAt = (atMs: number, from: number) => {
    const there = statementOn<[number], StoredRow>(device.openReader(), ROWS).all(from);
    const seen = new Set(there.map(({ rowid }) => rowid));
    for (const row of known.values()) {
      if (row.rowid > from && row.deletedAtMs === null && !seen.has(row.rowid)) row.deletedAtMs = atMs;
    }
    for (const stored of there) {
      const row = known.get(stored.rowid);
      if (row && row.guid === stored.guid) compare(row, stored, atMs);
      else {
        const added = witnessed(stored, atMs, database);
        rows.push(added);
        known.set(stored.rowid, added);
        recent.push(added);
        if (added.joinedAtMs === null) unjoined.push(added);
      }
    }
  };

  return {
    rows,
    get database() {
      isThere();
      return database;
    },
    look(atMs, isOld) {
      if (!isThere()) return;
      recent = recent.slice(-RECENT_ROWS);
      unjoined = unjoined.filter(
        ({ joinedAtMs, deletedAtMs }) => joinedAtMs === null && deletedAtMs === null,
      );
      const first = Math.min(unjoined[0]?.rowid ?? Infinity, recent[0]?.rowid ?? Infinity);
      lookAt(atMs, isOld || first === Infinity ? 0 : first - 1);
    },
  };
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
    sender: stored.sender,
    ownAddress: stored.ownAddress,
    dateMs: stored.date === null || stored.date < NO_DATE_BELOW ? null : APPLE_EPOCH_MS + stored.date / 1e6,
    associatedType: stored.associatedType,
    itemType: stored.itemType,
    balloonId: stored.balloonId,
    isSpoken: stored.isAudio === 1,
    attachments: stored.attachments,
    versions: [versionOf(stored, atMs)],
  };
}

function versionOf({ text, body, isFromMe }: StoredRow, atMs: number): RowVersion {
  const isStored = text !== null && text !== '';
  return { atMs, text: isStored ? text : body === null ? '' : bodyText(body), isFromMe: isFromMe === 1 };
}

function compare(row: WitnessedRow, stored: StoredRow, atMs: number): void {
  if (row.joinedAtMs === null && stored.chatId !== null) {
    row.joinedAtMs = atMs;
    row.chatId = stored.chatId;
    row.chatGuid = stored.chatGuid;
    row.chatIdentifier = stored.chatIdentifier;
  }
  // Recently Deleted: the row is still there and stands in no chat any more.
  if (row.joinedAtMs !== null && stored.chatId === null) row.deletedAtMs ??= atMs;
  row.attachments = stored.attachments;
  row.isSpoken = stored.isAudio === 1;
  const now = versionOf(stored, atMs);
  const last = row.versions.at(-1)!;
  if (now.text !== last.text || now.isFromMe !== last.isFromMe) row.versions.push(now);
}
