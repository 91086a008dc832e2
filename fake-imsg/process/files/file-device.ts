import { resolve } from 'node:path';
import { chatDbFiles, heldPath, openChatDbFile, openChatDbReader } from '../../chat-db/database/file.ts';
import { createWatches } from '../../chat-db/database/watch-files.ts';
import { DEFAULT_OWNER_HANDLE, ownerOf } from '../../chat-db/schema/owner.ts';
import type { Clock } from '../../device/clock.ts';
import type { Device, Facts } from '../../device/device.ts';
import type { Ids } from '../../device/ids.ts';
import { createSignal } from '../../device/signal.ts';
import { basic } from '../../environments.ts';
import { createMemoryAgenda } from '../../mac/agenda-memory.ts';
import { createDevice } from '../../mac/device.ts';
import { createMemoryRecord } from '../../mac/record-memory.ts';
import { refuseRealMessages } from './real-messages.ts';
import { bytesOfFile, openedFile, textOfFile } from './stage-file.ts';

export interface FileDeviceOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  /** Default: everything granted, SIP enabled, signed in. */
  readonly facts?: Facts;
  /** What `~` stands for in the path of a file to send. Default `/Users/me`. */
  readonly home?: string;
}

/**
 * A Mac made of nothing but a chat.db. Its agenda belongs to this process and ends with it. The file is
 * opened when it is first read or written, and for writing only when something is to be written.
 */
export function openFileDevice(path: string, options: FileDeviceOptions): Device {
  const { clock, ids, facts = basic, home = '/Users/me' } = options;
  const chatDbPath = resolve(path);
  refuseRealMessages(chatDbPath);
  const agendaChange = createSignal(clock);
  const watches = createWatches();
  const chatDb = openChatDbFile(chatDbPath);
  return createDevice({
    chatDbPath,
    clock,
    ids,
    owner: ownerOf(DEFAULT_OWNER_HANDLE),
    agenda: createMemoryAgenda(facts),
    record: createMemoryRecord(),
    pid: 0,
    writer: chatDb.writer,
    openReader: () => openChatDbReader(chatDbPath),
    openMessagesReader: () => openChatDbReader(heldPath(chatDbPath)),
    files: () => chatDbFiles(chatDbPath),
    // A bare file has no place for it: it stays where it is.
    stageFile: (path) => openedFile(path, home),
    bytesOf: (path) => bytesOfFile(path, home),
    readFile: textOfFile,
    // A bare file has no folder of attachments beside it.
    writeAttachment() {},
    plantFile() {},
    rotateLog: chatDb.rotateLog,
    replaceDatabase: chatDb.replaceDatabase,
    moveDatabase: chatDb.moveDatabase,
    onChange: watches.of(chatDbPath),
    onAgenda: agendaChange.listen,
    agendaChanged: agendaChange.raise,
    chatChanged() {},
    close() {
      watches.close();
      agendaChange.close();
      chatDb.close();
    },
  });
}
