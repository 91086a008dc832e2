// A fake Mac on the disk, filled with rows.

import { fileURLToPath } from 'node:url';
import { DEFAULT_OWNER_HANDLE, ownerOf } from '../fake-imsg/chat-db/owner.ts';
import type { ChatWriter } from '../fake-imsg/chat-db/writer.ts';
import { openChatDbWriter } from '../fake-imsg/device/chat-db-file.ts';
import { createDeviceFolder, type DeviceFolder } from '../fake-imsg/device/folder.ts';
import { derivedGuid } from '../fake-imsg/device/ids.ts';
import { environmentFacts } from '../fake-imsg/environments/environments.ts';
import { joinTextRow, type TextMessage, writeTextRow } from '../fake-imsg/world/message-writes.ts';

export const IMSG = fileURLToPath(new URL('../fake-imsg/imsg', import.meta.url));
const PEOPLE = 200;

export function createBenchDevice(dir: string): DeviceFolder {
  return createDeviceFolder(dir, {
    facts: environmentFacts('basic'),
    ownerHandle: DEFAULT_OWNER_HANDLE,
    imsgProgram: IMSG,
  });
}

/** Fills chat.db with rows of the last minute, all in one commit. */
export function fillDevice({ chatDbPath }: DeviceFolder, rows: number): void {
  const writer = openChatDbWriter(chatDbPath);
  const nowMs = Date.now();
  writer.db.transaction(() => {
    for (let index = 0; index < rows; index += 1) {
      writeRow(writer, textMessage(index, nowMs - 60_000 + (index % 60_000)));
    }
  })();
  writer.db.close();
}

/** Somebody's message, the same for the same index but for its time. */
function textMessage(index: number, sentMs: number): TextMessage {
  const sender = `+1555000${1000 + (index % PEOPLE)}`;
  return {
    guid: derivedGuid(`row ${index}`, 'bench'),
    text: `message ${index}: the table for six is booked at eight tonight, bring cake`,
    conversation: { kind: 'dm', address: sender },
    service: 'iMessage',
    sender,
    flavour: 'incoming',
    // As on macOS 26, where half of all rows have their text in the body only.
    textInBodyOnly: index % 2 === 0,
    sentMs,
  };
}

function writeRow(writer: ChatWriter, message: TextMessage): void {
  writeTextRow(writer, message, OWNER);
  joinTextRow(writer, message.guid, message.conversation);
}

const OWNER = ownerOf(DEFAULT_OWNER_HANDLE);
