import { chatDbFiles, openChatDbReader } from '../../chat-db/database/file.ts';
import { createWatches } from '../../chat-db/database/watch-files.ts';
import type { Device } from '../../device/device.ts';
import { refuseRealMessages } from './real-messages.ts';

/**
 * A Mac whose imsg is told of another database than that of Messages, which may not even be there: it reads that one, and
 * what it has Messages do is in the other.
 */
export function readingElsewhere(device: Device, chatDbPath: string): Device {
  refuseRealMessages(chatDbPath);
  const watches = createWatches();
  return {
    ...device,
    chatDbPath,
    openReader: () => openChatDbReader(chatDbPath),
    files: () => chatDbFiles(chatDbPath),
    onChange: watches.of(chatDbPath),
    close() {
      watches.close();
      device.close();
    },
  };
}
