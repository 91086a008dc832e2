import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { plistString } from '../blobs/plist-reader.ts';
import { xmlPlistString } from '../blobs/xml-plist.ts';
import { type Columns, columnOrNull } from './columns.ts';
import type { MessageRow } from './rows.ts';

/** An attachment as imsg prints it (wire-4.4). */
export interface Attachment {
  filename: string;
  transfer_name: string;
  uti: string;
  mime_type: string;
  total_bytes: number;
  is_sticker: boolean;
  original_path: string;
  missing: boolean;
}

interface AttachmentRow {
  readonly filename: string | null;
  readonly transferName: string | null;
  readonly uti: string | null;
  readonly mimeType: string | null;
  readonly totalBytes: number | null;
  readonly isSticker: 0 | 1;
  readonly transferState: number | null;
}

/** What of a message row tells where its files are. */
type Carrier = Pick<MessageRow, 'id' | 'fileCount' | 'isAudio'>;

export interface AttachmentQueries {
  /** The attachments of each of these rows, by row id. */
  of(rows: readonly Carrier[]): Map<number, Attachment[]>;
  /** What was said in each audio message among these rows, where Messages has written it down with its first file. */
  transcriptions(rows: readonly Carrier[]): Map<number, string>;
}

const DOWNLOADED = 5;
/** In whatever order the file gives them, as imsg does. */
const FROM = `FROM message_attachment_join j JOIN attachment a ON a.ROWID = j.attachment_id
    WHERE j.message_id = +?`;

/**
 * @param home What `~` stands for. Null for a Mac that exists in memory only: there a file is missing until
 * its transfer is finished, and the disk is never asked.
 */
export function createAttachmentQueries(
  db: Database,
  columns: Columns,
  home: string | null,
): AttachmentQueries {
  const state = columnOrNull(columns, 'attachment', 'a', 'transfer_state');
  const files =
    db.prepare(`SELECT a.filename AS filename, a.transfer_name AS transferName, a.uti AS uti, a.mime_type AS mimeType,
      a.total_bytes AS totalBytes, COALESCE(a.is_sticker, 0) != 0 AS isSticker, ${state} AS transferState
    ${FROM}`);
  const userInfo = columns.has('attachment.user_info')
    ? db.prepare(`SELECT a.user_info AS userInfo ${FROM} LIMIT 1`)
    : null;

  const missing = (row: AttachmentRow, path: string) => {
    if (path === '') return true;
    return home === null ? row.transferState !== DOWNLOADED : !isFile(path);
  };
  const toAttachment = (row: AttachmentRow): Attachment => {
    const filename = row.filename ?? '';
    const path = expandTilde(filename, home ?? '/Users/me');
    return {
      filename,
      transfer_name: row.transferName ?? '',
      uti: row.uti ?? '',
      mime_type: row.mimeType ?? '',
      total_bytes: row.totalBytes ?? 0,
      is_sticker: row.isSticker === 1,
      original_path: path,
      missing: missing(row, path),
    };
  };

  return {
    of(rows) {
      const found = new Map<number, Attachment[]>();
      if (rows.length === 0) return found;
      for (const { id, fileCount } of rows) {
        if (fileCount > 0) found.set(id, (files.all(id) as AttachmentRow[]).map(toAttachment));
      }
      // The real one asks in any case, and so it fails where the file lacks the table.
      if (found.size === 0) files.all(null);
      return found;
    },
    transcriptions(rows) {
      const found = new Map<number, string>();
      for (const { id, isAudio } of rows) {
        if (isAudio === 0 || !userInfo) continue;
        const first = userInfo.get(id) as { userInfo: unknown } | undefined;
        const spoken = first?.userInfo instanceof Uint8Array ? transcription(first.userInfo) : null;
        if (spoken) found.set(id, spoken);
      }
      return found;
    },
  };
}

function transcription(userInfo: Uint8Array): string | null {
  const key = 'audio-transcription';
  return plistString(userInfo, key) ?? xmlPlistString(userInfo, key);
}

/** The home of this user for `~`, without a slash at the end; other paths, and other users, stay as they are. */
function expandTilde(path: string, home: string): string {
  return /^~(\/|$)/.test(path) ? (home + path.slice(1)).replace(/(?<=.)\/$/, '') : path;
}

function isFile(path: string): boolean {
  if (path.includes('\0')) return false;
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
}
