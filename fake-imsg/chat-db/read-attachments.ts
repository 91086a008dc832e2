import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { Columns } from './read-columns.ts';
import { plistString } from './read-plist.ts';

/** An attachment as imsg prints it (protocol section 4.4). */
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
  readonly messageId: number;
  readonly filename: string | null;
  readonly transferName: string | null;
  readonly uti: string | null;
  readonly mimeType: string | null;
  readonly totalBytes: number | null;
  readonly isSticker: number | null;
  readonly transferState: number | null;
  readonly userInfo: Uint8Array | null;
}

export interface AttachmentQueries {
  /** The attachments of each of these rows, in the order they were joined. */
  of(messageIds: readonly number[]): Map<number, Attachment[]>;
  /** What was said in each of these audio messages, where Messages has written it down. */
  transcriptions(messageIds: readonly number[]): Map<number, string>;
}

const DOWNLOADED = 5;

/**
 * @param home What `~` stands for. Null for a Mac that exists in memory only: there a file is missing until
 * its transfer is finished, and the disk is never asked.
 */
export function createAttachmentQueries(
  db: Database,
  columns: Columns,
  home: string | null,
): AttachmentQueries {
  const optional = (column: string) => (columns.has(`attachment.${column}`) ? `a.${column}` : 'NULL');
  const query = db.prepare(`SELECT j.message_id AS messageId, a.filename, a.transfer_name AS transferName,
      a.uti, a.mime_type AS mimeType, a.total_bytes AS totalBytes, a.is_sticker AS isSticker,
      ${optional('transfer_state')} AS transferState, ${optional('user_info')} AS userInfo
    FROM message_attachment_join j JOIN attachment a ON a.ROWID = j.attachment_id
    WHERE j.message_id IN (SELECT value FROM json_each(?)) ORDER BY j.message_id, a.ROWID`);
  const rowsOf = (ids: readonly number[]) =>
    ids.length === 0 ? [] : (query.all(JSON.stringify(ids)) as AttachmentRow[]);

  const missing = (row: AttachmentRow, path: string) => {
    if (path === '') return true;
    return home === null ? row.transferState !== DOWNLOADED : !existsSync(path);
  };
  const toAttachment = (row: AttachmentRow): Attachment => {
    const filename = row.filename ?? '';
    const path = filename.replace(/^~(?=\/)/, home ?? '/Users/me');
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
    of(ids) {
      const found = new Map<number, Attachment[]>();
      for (const row of rowsOf(ids)) {
        const list = found.get(row.messageId) ?? [];
        found.set(row.messageId, list);
        list.push(toAttachment(row));
      }
      return found;
    },
    transcriptions(ids) {
      const found = new Map<number, string>();
      for (const row of rowsOf(ids)) {
        const spoken = row.userInfo && plistString(row.userInfo, 'audio-transcription');
        if (spoken && !found.has(row.messageId)) found.set(row.messageId, spoken);
      }
      return found;
    },
  };
}
