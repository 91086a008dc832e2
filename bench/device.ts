// A fake Mac on the disk, filled with rows.

import { fileURLToPath } from 'node:url';
import { fillDevice as fillInBulk } from '../fake-imsg/chat-db/bulk/plain-texts.ts';
import { DEFAULT_OWNER_HANDLE } from '../fake-imsg/chat-db/schema/owner.ts';
import { environmentFacts } from '../fake-imsg/environments.ts';
import { createDeviceFolder, type DeviceFolder } from '../fake-imsg/process/files/folder.ts';

const IMSG = fileURLToPath(new URL('../fake-imsg/imsg', import.meta.url));
const PEOPLE = 200;

export function createBenchDevice(dir: string, environment = 'basic'): DeviceFolder {
  return createDeviceFolder(dir, {
    facts: environmentFacts(environment),
    ownerHandle: DEFAULT_OWNER_HANDLE,
    imsgProgram: IMSG,
  });
}

/**
 * Fills chat.db with rows of the last minute: as on macOS 26, where half of all rows have their text in the
 * body only.
 */
export function fillDevice({ chatDbPath }: DeviceFolder, rows: number, people: number = PEOPLE): void {
  const nowMs = Date.now();
  fillInBulk(chatDbPath, {
    rows,
    people,
    oldestMs: nowMs - 60_000,
    newestMs: nowMs,
    text: (index) => `message ${index}: the table for six is booked at eight tonight, bring cake`,
  });
}
