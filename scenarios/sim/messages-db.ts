import { appleNanoseconds, type MessagesDb } from '../../engine/ports/messages-db.ts';
import type { Device } from '../../fake-imsg/device/device.ts';
import type { Node } from './node.ts';

const READ_MS = 0.3;

/** chat.db of a simulated device, as the engine's port: each read completes as an event of the world. */
export function createSimMessagesDb(node: Node, device: Device): MessagesDb {
  const db = device.openReader();
  const max = db.prepare<[], { rowid: number | null }>('SELECT MAX(ROWID) AS rowid FROM message');
  const guid = db.prepare<[number], { guid: string }>('SELECT guid FROM message WHERE ROWID = ?');
  const firstSince = db.prepare<[number, bigint], { rowid: number | null }>(
    'SELECT MIN(ROWID) AS rowid FROM message WHERE ROWID > ? AND date >= ?',
  );
  const count = db.prepare<[number, number], { rows: number }>(
    'SELECT COUNT(*) AS rows FROM message WHERE ROWID > ? AND ROWID <= ?',
  );
  const read = <T>(perform: () => T) =>
    new Promise<T>((resolve) => node.later(READ_MS, () => resolve(perform())));
  return {
    fileKey: () => read(() => 'device:chat.db'),
    maxRowid: () => read(() => max.get()!.rowid ?? 0),
    guidsAt: (rowids) => read(() => rowids.map((rowid) => guid.get(rowid)?.guid ?? null)),
    firstRowidSince: (sentMs, above) => read(() => firstSince.get(above, appleNanoseconds(sentMs))!.rowid),
    countRows: (above, upTo) => read(() => count.get(above, upTo)!.rows),
    close() {},
  };
}
