import { existsSync } from 'node:fs';
import type { Device } from '../device/device.ts';
import { type ChatDb, readChatDb } from './read-chat-db.ts';

const MEMORY = ':memory:';
const HOME_OF_DEVICE = /^(.*)\/Library\/Messages\/chat\.db$/;

/** chat.db cannot be read: there is none, or this process may not. */
export class ChatDbUnreadable extends Error {
  override readonly name = 'ChatDbUnreadable';
  readonly path: string;
  readonly reason: 'missing' | 'denied';

  constructor(path: string, reason: 'missing' | 'denied', cause?: unknown) {
    super(`chat.db is ${reason}: ${path}`, { cause });
    this.path = path;
    this.reason = reason;
  }
}

/**
 * Returns the database of the device, opened at the first call that succeeds, so that granting access later
 * heals a process that runs already. Throws `ChatDbUnreadable`. One of the three readers of the facts.
 *
 * @param home What `~` stands for where the database lies outside a device folder.
 */
export function chatDbOpener(device: Device, home: string): () => ChatDb {
  let open: ChatDb | null = null;
  return () => {
    if (open) return open;
    const path = device.chatDbPath;
    if (!device.facts.fullDiskAccess) throw new ChatDbUnreadable(path, 'denied');
    if (path !== MEMORY && !existsSync(path)) throw new ChatDbUnreadable(path, 'missing');
    try {
      open = readChatDb(
        device.openReader(),
        path === MEMORY ? null : (HOME_OF_DEVICE.exec(path)?.[1] ?? home),
      );
    } catch (error) {
      throw new ChatDbUnreadable(path, 'denied', error);
    }
    return open;
  };
}
