import { appleNanoseconds, type MessagesDb } from '../../engine/ports/messages-db.ts';
import type { Device } from '../../fake-imsg/device/device.ts';
import type { Node } from './node.ts';

const READ_MS = 0.3;

/** chat.db of a simulated device, as the engine's port: each read completes as an event of the world. */
export function createSimMessagesDb(node: Node, device: Device): MessagesDb {
  const fileKey = () => `device:${device.files().database}`;
  let open = { fileKey: fileKey(), queries: prepare(device) };
  /** Opened again when another database has taken the place of the one before. */
  const current = () => {
    if (open.fileKey !== fileKey()) open = { fileKey: fileKey(), queries: prepare(device) };
    return open.queries;
  };
  const read = <T>(perform: () => T) =>
    new Promise<T>((resolve) => node.later(READ_MS, () => resolve(perform())));
  return {
    fileKey: () => read(fileKey),
    maxRowid: () => read(() => current().max.get()!.rowid ?? 0),
    guidsAt: (rowids) => read(() => rowids.map((rowid) => current().guid.get(rowid)?.guid ?? null)),
    firstRowidSince: (sentMs, above) =>
      read(() => current().firstSince.get(above, appleNanoseconds(sentMs))!.rowid),
    countRows: (above, upTo) => read(() => current().count.get(above, upTo)!.rows),
    close() {},
  };
}

function prepare(device: Device) {
  const db = device.openReader();
  return {
    max: db.prepare<[], { rowid: number | null }>('SELECT MAX(ROWID) AS rowid FROM message'),
    guid: db.prepare<[number], { guid: string }>('SELECT guid FROM message WHERE ROWID = ?'),
    firstSince: db.prepare<[number, bigint], { rowid: number | null }>(
      'SELECT MIN(ROWID) AS rowid FROM message WHERE ROWID > ? AND date >= ?',
    ),
    count: db.prepare<[number, number], { rows: number }>(
      'SELECT COUNT(*) AS rows FROM message WHERE ROWID > ? AND ROWID <= ?',
    ),
  };
}
