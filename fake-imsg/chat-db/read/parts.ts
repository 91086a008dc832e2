import type { Database } from 'better-sqlite3';
import { bodyParts, decodeAttributedBody } from '../blobs/attributed-body-reader.ts';
import { type Columns, columnOrNull } from './columns.ts';

/** The numbers of the parts that a message has, by its GUID; null where there is no such message. */
export type PartsOf = (guid: string) => readonly number[] | null;

export function createPartsQuery(db: Database, columns: Columns): PartsOf {
  const body = columnOrNull(columns, 'message', 'm', 'attributedBody');
  const find = db.prepare(`SELECT m.text, ${body} AS body FROM message m WHERE m.guid = ?`);
  return (guid) => {
    const row = find.get(guid) as { text: string | null; body: Buffer | null } | undefined;
    if (!row) return null;
    const decoded = row.body && decodeAttributedBody(row.body);
    if (decoded) return bodyParts(decoded).map(({ index }) => index);
    return row.text || row.body ? [0] : [];
  };
}
