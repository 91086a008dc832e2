import type { Database } from 'better-sqlite3';
import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';

/** What happens on or to the Mac, before it is spread over rows and time. `kind` names a file in `world/`. */
export interface WorldEvent {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** The facts of a Mac that decide what imsg is allowed and able to do there (DESIGN section 6). */
export interface Facts {
  readonly fullDiskAccess: boolean;
  readonly automation: boolean;
  readonly sip: 'enabled' | 'disabled' | 'unknown';
  /** Whether macOS kills a Messages.app that a helper was injected into. */
  readonly libraryValidation: boolean;
  /** Whether the helper's file is there to be injected. */
  readonly helper: boolean;
  /** Whether the ready lock of the bridge is there; a crash of Messages.app leaves it behind. */
  readonly lock: boolean;
  /** What becomes of a request to the helper: answered, seen by nobody, or taken and never answered. */
  readonly bridge: 'answers' | 'gone' | 'hangs';
  /** Selectors that this macOS lacks, by the names of protocol section 1.5. */
  readonly missingSelectors: readonly string[];
  readonly signedIn: boolean;
}

/** Something the Mac did that need not leave a row: typing shown, a receipt sent, an icon set. */
export interface DeviceEffect {
  /** Which effect of which event; a second one of the same key is ignored. */
  readonly key: string;
  readonly effect: string;
  /** Device wall time. */
  readonly atMs: number;
  readonly [field: string]: unknown;
}

/** One message that physically left the Mac. */
export interface SentRecord {
  readonly eventId: string;
  readonly guid: string;
  readonly rowid: number | null;
  readonly chatGuid: string;
  readonly service: string;
  readonly text: string;
  /** Device wall time. */
  readonly atMs: number;
}

/** What can be made to go wrong on a Mac that runs (world/fault.ts). */
export const DEVICE_FAULTS = ['watch-error', 'deaf', 'full-pipe', 'exit'] as const;

/** Something that went wrong on purpose. It concerns the processes that ran at that moment. */
export interface DeviceFault {
  readonly eventId: string;
  readonly fault: (typeof DEVICE_FAULTS)[number];
  /** Device wall time; `untilMs` null = for good. */
  readonly atMs: number;
  readonly untilMs: number | null;
}

/** Which files chat.db consists of at a moment. Whoever reads holds on to files, not to paths. */
export interface DatabaseFiles {
  /** Another one when another database has taken its place. */
  readonly database: string;
  /** Another one when the write-ahead log was made anew: connections with the former one are of no use. */
  readonly log: string;
}

/**
 * The fake Mac as its processes see it. There is no daemon: whichever process looks first applies what is
 * due.
 */
export interface Device {
  /** Path of chat.db, or ':memory:'. */
  readonly chatDbPath: string;
  readonly clock: Clock;
  readonly ids: Ids;
  /** As they are at this moment: `launch`, permissions and crashes change them while processes run. */
  facts(): Facts;
  /** The read-only view of chat.db that one process holds. In memory it is the one connection there is. */
  openReader(): Database;
  files(): DatabaseFiles;
  /** Puts an event on the Mac's agenda, `inMs` from now. Returns its id. Same id twice = one event. */
  schedule(event: WorldEvent, options?: { inMs?: number; eventId?: string }): string;
  /**
   * Applies everything due, in due order, at its due timestamp. Returns when the next thing is due (device
   * wall ms), or null.
   */
  step(): number | null;
  /** Calls back after chat.db changed, by whichever process; returns the function that ends it. */
  onChange(callback: () => void): () => void;
  /** Calls back when the agenda changed, so that a sleeping process wakes for an earlier due time. */
  onAgenda(callback: () => void): () => void;
  /** Everything that physically left this Mac by script, oldest first. */
  sent(): SentRecord[];
  /** Everything that was made to go wrong so far, oldest first. */
  faults(): readonly DeviceFault[];
  /** Everything the Mac did beside writing rows, oldest first. */
  effects(): readonly DeviceEffect[];
  close(): void;
}
