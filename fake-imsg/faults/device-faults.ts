import type { ChatDb } from '../chat-db/read-chat-db.ts';
import type { ChatDbAccess } from '../chat-db/read-open.ts';
import type { Device, DeviceFault } from '../device/device.ts';

interface Mac {
  readonly device: Device;
  readonly chatDb: ChatDbAccess;
}

/** What SQLite says of a database that stays locked; it ends a watch (protocol section 3.2). */
class LockedDatabase extends Error {
  readonly code = 'SQLITE_BUSY';

  constructor() {
    super('database is locked');
  }
}

const findsNothing = (db: ChatDb): ChatDb => ({
  ...db,
  rows: { ...db.rows, above: () => [], aboveInEachChat: () => [] },
});

/**
 * Device effects: what is made to go wrong on this Mac (world/fault.ts), as one process of it meets it. A
 * process meets what happens after its start, a watch what happens after it began.
 *
 * @param exit Ends the process with code 1.
 */
export function underFaults({ device, chatDb }: Mac, exit: () => void): Mac {
  /** What has happened since this call, whenever it is asked. */
  const fromNowOn = () => {
    const known = device.faults().length;
    return () => device.faults().slice(known);
  };
  const isDeaf = ({ fault, untilMs }: DeviceFault) =>
    fault === 'deaf' && (untilMs === null || device.clock.wallMs() < untilMs);
  const sinceStart = fromNowOn();
  return {
    device: {
      ...device,
      step() {
        const dueMs = device.step();
        if (sinceStart().some(({ fault }) => fault === 'exit')) exit();
        return dueMs;
      },
    },
    chatDb: {
      current: chatDb.current,
      hold() {
        const db = chatDb.hold();
        const faults = fromNowOn();
        return () => {
          const met = faults();
          if (met.some(({ fault }) => fault === 'watch-error')) throw new LockedDatabase();
          return met.some(isDeaf) ? findsNothing(db()) : db();
        };
      },
    },
  };
}
