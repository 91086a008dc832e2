import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chatDbFiles, heldPath, openChatDbFile, openChatDbReader } from '../../chat-db/database/file.ts';
import { createWatches, touchDatabase } from '../../chat-db/database/watch-files.ts';
import type { Clock } from '../../device/clock.ts';
import type { Device } from '../../device/device.ts';
import type { Ids } from '../../device/ids.ts';
import type { Recorder } from '../../device/record.ts';
import { openFileAgenda } from '../../mac/agenda-file.ts';
import { createDevice } from '../../mac/device.ts';
import { openDeviceDb } from '../../mac/device-db.ts';
import { expandEvent } from '../../world/events.ts';
import { deviceFolder } from './folder.ts';
import { plantFile } from './plant-file.ts';
import { refuseRealMessages } from './real-messages.ts';
import { openRecordFile, recordPath } from './record-file.ts';
import { bytesOfFile, stageFile, textOfFile } from './stage-file.ts';

export interface FolderDeviceOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  /** Who it is that opens it, for the record. Default: nobody's process. */
  readonly process?: { readonly pid: number; readonly record: Recorder } | undefined;
}

/** Opens a device that `fake-mac init` made. Any number of processes may have it open at once. */
export function openFolderDevice(dir: string, { clock, ids, process }: FolderDeviceOptions): Device {
  const { root, chatDbPath, deviceDbPath, attachmentsDir } = deviceFolder(dir);
  refuseRealMessages(chatDbPath);
  if (!existsSync(deviceDbPath)) {
    const made = 'Make one with "fake-mac init DIR".';
    throw new Error(`${dir} is not a device folder: it has no ${deviceDbPath}. ${made}`);
  }
  const { db, settings } = openDeviceDb(deviceDbPath);
  const { owner, build } = settings;
  const agenda = openFileAgenda(db, (event, eventId, atMs) => expandEvent(event, { eventId, atMs, owner }));
  // Held open for life: when the last connection closes, SQLite removes the WAL under a reader's feet.
  const chatDb = openChatDbFile(chatDbPath);
  // Where chat.db is gone there is none to hold.
  if (existsSync(chatDbPath)) chatDb.writer();
  const watches = createWatches();
  return createDevice({
    chatDbPath,
    build,
    clock,
    ids,
    owner,
    agenda,
    record: process?.record ?? openRecordFile(recordPath(root), clock.soon),
    pid: process?.pid ?? 0,
    writer: chatDb.writer,
    openReader: () => openChatDbReader(chatDbPath),
    openMessagesReader: () => openChatDbReader(heldPath(chatDbPath)),
    files: () => chatDbFiles(chatDbPath),
    stageFile: (path) => stageFile(path, { home: root, attachmentsDir, id: ids.guid('staged file') }),
    bytesOf: (path) => bytesOfFile(path, root),
    readFile: textOfFile,
    writeAttachment(path, bytes) {
      const file = join(attachmentsDir, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    },
    plantFile: (path, planted) => plantFile(attachmentsDir, path, planted),
    rotateLog: chatDb.rotateLog,
    replaceDatabase: chatDb.replaceDatabase,
    moveDatabase: chatDb.moveDatabase,
    onChange: watches.of(chatDbPath),
    onAgenda: watches.of(deviceDbPath),
    agendaChanged: () => touchDatabase(deviceDbPath),
    // The watched file tells every process, this one included; a look that came too early is made up for by
    // the next poll of the watch.
    chatChanged() {},
    close() {
      watches.close();
      agenda.close();
      chatDb.close();
    },
  });
}
