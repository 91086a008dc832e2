// Rows that imsg rightly never tells of: a preview whose text has been told already, and a preview that Messages
// wrote a second time (wire-3.4). What nobody is told, no gateway can lose.

import { readChatDb } from '../../fake-imsg/chat-db/read/chat-db.ts';
import { foldPreviews, withoutTwins } from '../../fake-imsg/chat-db/read/previews.ts';
import type { Device } from '../../fake-imsg/device/device.ts';
import { readerOf } from './statements.ts';

/** By rowid. */
export function suppressedRows(device: Device): ReadonlySet<number> {
  const reader = readerOf(device);
  const { rows } = readChatDb(reader, null);
  const all = rows.above({ after: 0, limit: rows.maxRowid(), tapbacks: true }, null);
  const folded = foldPreviews(all, { rows, foldMax: Number.POSITIVE_INFINITY, detached: 'suppressed' });
  const told = withoutTwins(folded, new Map());
  reader.close();
  const toldIds = new Set(told.map(({ row }) => row.id));
  return new Set(all.flatMap(({ id }) => (toldIds.has(id) ? [] : [id])));
}
