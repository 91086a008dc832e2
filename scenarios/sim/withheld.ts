// Rows that imsg rightly never tells of: a preview whose text has been told already, and a preview that Messages
// wrote a second time (protocol section 3.4). What nobody is told, no gateway can lose.

import { readChatDb } from '../../fake-imsg/chat-db/read-chat-db.ts';
import { foldPreviews } from '../../fake-imsg/chat-db/read-previews.ts';
import type { Device } from '../../fake-imsg/device/device.ts';

const FOLD_MAX = 8;

/** By rowid. */
export function withheldRows(device: Device): ReadonlySet<number> {
  const reader = device.openReader();
  const { rows } = readChatDb(reader, null);
  const all = rows.above(0, rows.maxRowid(), null);
  const told = foldPreviews(all, { rows, foldMax: FOLD_MAX, memory: new Map(), suppressDetached: true });
  reader.close();
  const toldIds = new Set(told.map(({ row }) => row.id));
  return new Set(all.flatMap(({ id }) => (toldIds.has(id) ? [] : [id])));
}
