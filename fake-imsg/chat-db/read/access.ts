import { existsSync } from 'node:fs';
import type { Connection, DatabaseFiles } from '../database/connection.ts';
import { type ChatDb, type ReadPolicy, readChatDb } from './chat-db.ts';

const MEMORY = ':memory:';
const HOME_OF_DEVICE = /^(.*)\/Library\/Messages\/chat\.db$/;

/** chat.db cannot be read: there is none, this process may not, or the file is something else. */
export class ChatDbUnreadable extends Error {
  override readonly name = 'ChatDbUnreadable';
  readonly path: string;
  readonly reason: 'missing' | 'denied' | 'no database';

  constructor(path: string, reason: ChatDbUnreadable['reason'], cause?: unknown) {
    super(`chat.db is ${reason}: ${path}`, { cause });
    this.path = path;
    this.reason = reason;
  }
}

/** What builds differ in when another database takes the place of chat.db (wire-3.2). */
export interface OpenPolicy extends ReadPolicy {
  /** Whether requests turn to the new one. */
  readonly followsReplacement: boolean;
}

/** The Mac that chat.db lies on, as far as reading it goes. */
export interface ChatDbHome {
  /** Path of chat.db, or ':memory:'. */
  readonly chatDbPath: string;
  openReader(): Connection;
  openMessagesReader(): Connection;
  files(): DatabaseFiles;
  facts(): { readonly fullDiskAccess: boolean };
}

/** The one way to chat.db that a process has. */
export interface ChatDbAccess {
  /**
   * The database for one request. It is opened at the first call that succeeds, so that granting access later
   * heals a process that runs already. Throws `ChatDbUnreadable`.
   */
  current(): ChatDb;
  /** The present database as long as it is wanted, whatever takes its place. Throws `ChatDbUnreadable`. */
  hold(): () => ChatDb;
  /** Where chat.db is locked: resolves when it is free, or after 5 s at most (wire-1.6); else null. */
  whenFree(): Promise<void> | null;
}

interface Opened {
  readonly db: ChatDb;
  readonly files: DatabaseFiles;
  close(): void;
}

/**
 * One of the three readers of the facts.
 *
 * @param home What `~` stands for where the database lies outside a device folder.
 */
export function openChatDbAccess(device: ChatDbHome, home: string, policy: OpenPolicy): ChatDbAccess {
  let opened: Opened | null = null;
  const isUsable = ({ files }: Opened) => {
    const { database, log } = device.files();
    if (files.database === database) return files.log === log;
    return !policy.followsReplacement;
  };
  const current = (): Opened => {
    if (opened && isUsable(opened)) return opened;
    const former = opened;
    opened = openReader(device, home, policy);
    // A former database may be held by a subscription; a former log is of no use to anybody.
    if (former?.files.database === opened.files.database) former.close();
    return opened;
  };
  return {
    whenFree: () => null,
    current: () => current().db,
    hold() {
      let held = current();
      return () => {
        const { database, log } = device.files();
        if (held.files.database === database && held.files.log !== log) held = current();
        return held.db;
      };
    },
  };
}

function openReader(device: ChatDbHome, home: string, policy: OpenPolicy): Opened {
  const path = device.chatDbPath;
  if (!device.facts().fullDiskAccess) throw new ChatDbUnreadable(path, 'denied');
  if (path !== MEMORY && !existsSync(path)) throw new ChatDbUnreadable(path, 'missing');
  try {
    const reader = device.openReader();
    const db = readChatDb(reader, path === MEMORY ? null : (HOME_OF_DEVICE.exec(path)?.[1] ?? home), policy);
    return { db, files: device.files(), close: () => void reader.close() };
  } catch (error) {
    throw new ChatDbUnreadable(path, reasonOf(error), error);
  }
}

function reasonOf(error: unknown): ChatDbUnreadable['reason'] {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'SQLITE_NOTADB') return 'no database';
  return code === 'ENOENT' ? 'missing' : 'denied';
}

/** chat.db as Messages.app itself sees it, permissions or not; to be closed after use. */
export function openHelperDb(device: Pick<ChatDbHome, 'chatDbPath' | 'openMessagesReader'>): {
  readonly chatDb: ChatDb;
  close(): void;
} {
  const reader = device.openMessagesReader();
  return {
    chatDb: readChatDb(reader, null),
    // In memory there is one connection for all.
    close: () => void (device.chatDbPath === MEMORY || reader.close()),
  };
}
