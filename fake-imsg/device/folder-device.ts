import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expandEvent } from '../world/events.ts';
import { openFileAgenda } from './agenda-file.ts';
import { chatDbFiles, openChatDbFile, openChatDbReader } from './chat-db-file.ts';
import type { Clock } from './clock.ts';
import { createDevice } from './create-device.ts';
import type { Device } from './device.ts';
import { openDeviceDb } from './device-db.ts';
import { deviceFolder } from './folder.ts';
import type { Ids } from './ids.ts';
import { refuseRealMessages } from './real-messages.ts';
import { touchDatabase, watchDatabase } from './watch-files.ts';

/** Opens a device that `fake-mac init` made. Any number of processes may have it open at once. */
export function openFolderDevice(dir: string, { clock, ids }: { clock: Clock; ids: Ids }): Device {
  const { chatDbPath, deviceDbPath, attachmentsDir } = deviceFolder(dir);
  refuseRealMessages(chatDbPath);
  for (const path of [deviceDbPath, chatDbPath]) {
    if (!existsSync(path)) {
      throw new Error(`${dir} is not a device folder: it has no ${path}. Make one with "fake-mac init DIR".`);
    }
  }
  const { db, settings } = openDeviceDb(deviceDbPath);
  const { owner } = settings;
  const agenda = openFileAgenda(db, (event, eventId, atMs) => expandEvent(event, { eventId, atMs, owner }));
  // Held open for life: when the last connection closes, SQLite removes the WAL under a reader's feet.
  const chatDb = openChatDbFile(chatDbPath);
  chatDb.writer();
  const watches = new Set<() => void>();
  const watched = (path: string) => (callback: () => void) => {
    const end = watchDatabase(path, callback);
    watches.add(end);
    return () => {
      watches.delete(end);
      end();
    };
  };
  return createDevice({
    chatDbPath,
    clock,
    ids,
    owner,
    agenda,
    writer: chatDb.writer,
    openReader: () => openChatDbReader(chatDbPath),
    files: () => chatDbFiles(chatDbPath),
    writeAttachment(path, bytes) {
      const file = join(attachmentsDir, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    },
    rotateLog: chatDb.rotateLog,
    replaceDatabase: chatDb.replaceDatabase,
    onChange: watched(chatDbPath),
    onAgenda: watched(deviceDbPath),
    agendaChanged: () => touchDatabase(deviceDbPath),
    // The watched file tells every process, this one included; a look that came too early is made up for by
    // the next poll of the watch.
    chatChanged() {},
    close() {
      for (const end of watches) end();
      watches.clear();
      agenda.close();
      chatDb.close();
    },
  });
}
