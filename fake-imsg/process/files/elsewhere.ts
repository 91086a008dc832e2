import { chatDbFiles, openChatDbReader } from '../../chat-db/database/file.ts';
import { watchDatabase } from '../../chat-db/database/watch-files.ts';
import type { Device } from '../../device/device.ts';
import { refuseRealMessages } from './real-messages.ts';

/**
 * A Mac whose imsg is told of another database than that of Messages, which may not even be there: it reads that one, and
 * what it has Messages do is in the other.
 */
export function readingElsewhere(device: Device, chatDbPath: string): Device {
  refuseRealMessages(chatDbPath);
  const watches = new Set<() => void>();
  return {
    ...device,
    chatDbPath,
    openReader: () => openChatDbReader(chatDbPath),
    files: () => chatDbFiles(chatDbPath),
    onChange(callback) {
      const end = watchDatabase(chatDbPath, callback);
      watches.add(end);
      return () => {
        watches.delete(end);
        end();
      };
    },
    close() {
      for (const end of watches) end();
      watches.clear();
      device.close();
    },
  };
}
