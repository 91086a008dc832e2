import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { openChatDbFile } from '../../chat-db/database/file.ts';
import { touchDatabase } from '../../chat-db/database/watch-files.ts';
import { openDeviceDb } from '../../mac/device-db.ts';
import { deviceFolder } from './folder.ts';
import { recordPath } from './record-file.ts';

/** Everything that a device.db holds but what the device was made with. */
const FORGET = `
  DELETE FROM due;
  DELETE FROM event;
  DELETE FROM sent;
  DELETE FROM fault;
  DELETE FROM effect;
  DELETE FROM contact;
  DELETE FROM setting WHERE key = 'state';
  UPDATE setting SET value = (SELECT value FROM setting WHERE key = 'initial facts') WHERE key = 'facts';`;

/**
 * Makes a device as new: what happened and what is to happen is forgotten, chat.db is another, empty one, and
 * there are no attachments and no record. Processes that run meet another database at the same path.
 */
export function resetDeviceFolder(dir: string): void {
  const { root, chatDbPath, deviceDbPath, attachmentsDir } = deviceFolder(dir);
  const { db } = openDeviceDb(deviceDbPath);
  db.transaction(() => db.exec(FORGET)).immediate();
  db.close();
  const chatDb = openChatDbFile(chatDbPath);
  chatDb.replaceDatabase(() => {});
  chatDb.close();
  rmSync(attachmentsDir, { recursive: true, force: true });
  mkdirSync(attachmentsDir, { recursive: true });
  rmSync(dirname(recordPath(root)), { recursive: true, force: true });
  touchDatabase(deviceDbPath);
}
