import { appleNanoseconds, type MessagesDb } from '../../engine/ports/messages-db.ts';
import type { Device } from '../../fake-imsg/device/device.ts';
import type { Node } from './node.ts';
import { statementOn } from './statements.ts';

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
    newestTold: () => read(() => current().newestTold.get()?.rowid ?? 0),
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
    max: statementOn<[], { rowid: number | null }>(db, 'SELECT MAX(ROWID) AS rowid FROM message'),
    newestTold: statementOn<[], { rowid: number }>(
      db,
      `SELECT ROWID AS rowid FROM message AS told
       WHERE balloon_bundle_id IS NOT 'com.apple.messages.URLBalloonProvider' OR NOT EXISTS (
         SELECT 1 FROM message AS text
         WHERE text.ROWID < told.ROWID AND text.ROWID > told.ROWID - 200 AND text.date > told.date - 90000000000
           AND text.handle_id IS told.handle_id AND text.is_from_me = told.is_from_me)
       ORDER BY ROWID DESC LIMIT 1`,
    ),
    guid: statementOn<[number], { guid: string }>(db, 'SELECT guid FROM message WHERE ROWID = +?'),
    firstSince: statementOn<[number, bigint], { rowid: number | null }>(
      db,
      'SELECT MIN(ROWID) AS rowid FROM message WHERE ROWID > +? AND date >= +?',
    ),
    count: statementOn<[number, number], { rows: number }>(
      db,
      'SELECT COUNT(*) AS rows FROM message WHERE ROWID > +? AND ROWID <= +?',
    ),
  };
}
