import type { ChatDbAccess } from '../../chat-db/read/access.ts';
import type { ChatDb } from '../../chat-db/read/chat-db.ts';
import { findsNothing } from './deaf.ts';
import { faultsInForce, type MacFault, type OpenedMac } from './fault.ts';

/** How long imsg waits for a lock (wire-1.6). */
const BUSY_TIMEOUT_MS = 5000;
/** How often it looks again, as SQLite's own handler does. */
const LOOK_EVERY_MS = 100;

/** What SQLite says of a database that stays locked; it ends a watch (wire-3.2). */
export class LockedDatabase extends Error {
  readonly code = 'SQLITE_BUSY';

  constructor() {
    super('database is locked');
  }
}

/**
 * chat.db is locked by somebody else: requests wait for it, and polls of watches, 5 s at most; then they fail.
 * Only imsg meets this lock: whoever else reads the file is not kept from it.
 */
export const locked: MacFault = (mac) => {
  const isLocked = () => faultsInForce(mac, 'locked').length > 0;
  const listeners = new Set<() => void>();
  return {
    ...mac,
    device: {
      ...mac.device,
      onChange(callback) {
        const listener = () => callback();
        listeners.add(listener);
        const end = mac.device.onChange(callback);
        return () => {
          listeners.delete(listener);
          end();
        };
      },
    },
    chatDb: {
      current() {
        const db = mac.chatDb.current();
        return isLocked() ? answersNothing(db) : db;
      },
      hold() {
        if (isLocked()) throw new LockedDatabase();
        return waitingPolls(mac, isLocked, () => {
          for (const listener of [...listeners]) listener();
        });
      },
      whenFree: () => (isLocked() ? untilFree(mac, isLocked) : null),
    },
  };
};

/** What was learned when it was opened is known; everything else has to be read. */
function answersNothing(db: ChatDb): ChatDb {
  const refuse = () => {
    throw new LockedDatabase();
  };
  const parts = Object.entries(db).map(([name, part]: [string, object]) => {
    if (name === 'columns') return [name, part];
    const refusing = Object.fromEntries(Object.keys(part).map((query) => [query, refuse]));
    return [name, typeof part === 'function' ? refuse : refusing];
  });
  return Object.fromEntries(parts) as ChatDb;
}

function untilFree({ clock }: OpenedMac, isLocked: () => boolean): Promise<void> {
  const endMs = clock.monotonicMs() + BUSY_TIMEOUT_MS;
  return new Promise((resolve) => {
    const look = () => {
      if (isLocked() && clock.monotonicMs() < endMs) clock.after(LOOK_EVERY_MS, look);
      else resolve();
    };
    look();
  });
}

/** The database of one watch: while it waits for the lock nothing is found, and `again` makes it look again. */
function waitingPolls(
  mac: OpenedMac,
  isLocked: () => boolean,
  again: () => void,
): ReturnType<ChatDbAccess['hold']> {
  const { clock } = mac;
  const db = mac.chatDb.hold();
  let waitsSinceMs: number | null = null;
  return () => {
    if (!isLocked()) {
      waitsSinceMs = null;
      return db();
    }
    if (waitsSinceMs === null) {
      waitsSinceMs = clock.monotonicMs();
      void untilFree(mac, isLocked).then(again);
    }
    if (clock.monotonicMs() - waitsSinceMs >= BUSY_TIMEOUT_MS) throw new LockedDatabase();
    return findsNothing(db());
  };
}
