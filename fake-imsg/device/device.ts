import type { Connection, DatabaseFiles } from '../chat-db/database/connection.ts';
import type { Owner } from '../chat-db/schema/owner.ts';
import type { Clock } from './clock.ts';
import type { Contact } from './contact.ts';
import type { DeviceFault } from './fault.ts';
import type { Ids } from './ids.ts';
import type { MacState } from './mac-state.ts';
import type { Noted, RecordEntry } from './record.ts';

/** What happens on or to the Mac, before it is spread over rows and time. `kind` names a file in `world/`. */
export interface WorldEvent {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** The facts of a Mac that decide what imsg is allowed and able to do there. */
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
  /** Which run of Messages.app it is, counted from 1: what its helper has taken dies with it. */
  readonly messagesRun: number;
  /** Selectors that this macOS lacks, by the names of wire-1.5. */
  readonly missingSelectors: readonly string[];
  readonly signedIn: boolean;
  /** Whether imsg may read Contacts. A Mac on which nobody was ever asked does not let it. */
  readonly contacts: boolean;
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
  /** Its words; empty where it is a file alone. */
  readonly text: string;
  /** How stretches of it look, in UTF-16 units. Absent: all of it is plain. */
  readonly styles?: readonly {
    readonly start: number;
    readonly length: number;
    readonly styles: readonly string[];
  }[];
  /** The name of the file that it is or that goes with it. */
  readonly file?: string;
  /** Whether that is a sticker. Absent: it is none. */
  readonly isSticker?: true;
  /** Whether it is a voice message. Absent: it is none. */
  readonly isAudio?: true;
  /** The way that it took from imsg. */
  readonly transport: 'applescript' | 'bridge';
  readonly subject?: string;
  /** The id of its effect. */
  readonly effect?: string;
  /** GUID of the first message of the thread that it answers in. */
  readonly thread?: string;
  /** Device wall time. */
  readonly atMs: number;
}

/** A file that was put where Messages may read it. */
export interface StagedFile {
  readonly name: string;
  /** As `attachment.filename` has it. */
  readonly filename: string;
  readonly bytes: number;
}

/** Something that is still to happen. */
export interface PendingWrite {
  /** Device wall time. */
  readonly atMs: number;
  readonly eventId: string;
}

/**
 * The fake Mac as its processes see it. There is no daemon: whichever process looks first applies what is
 * due.
 */
export interface Device {
  /** Path of chat.db, or ':memory:'. */
  readonly chatDbPath: string;
  /** Time as programs of the Mac have it: off after a clock step, without timers while it is asleep. */
  readonly clock: Clock;
  readonly ids: Ids;
  /** Whose Mac it is. */
  readonly owner: Owner;
  /** The release that imsg is on this Mac where FAKE_IMSG_BUILD says nothing else; null = the newest. */
  readonly build: string | null;
  /** As they are at this moment: `launch`, permissions and crashes change them while processes run. */
  facts(): Facts;
  /** The read-only view of chat.db that one process holds. In memory it is the one connection there is. */
  openReader(): Connection;
  /** The same as Messages.app has it, which holds on to the file also where that is moved away. */
  openMessagesReader(): Connection;
  files(): DatabaseFiles;
  /**
   * Copies a file of this computer to where Messages may read it (file-8). A Mac in memory has no disk: it
   * takes any path for a file. Throws `UnusableFile`.
   */
  stageFile(path: string): StagedFile;
  /**
   * The bytes of a file of this computer. A Mac in memory has a small one of the kind that its name says, whatever the path.
   * Throws `UnusableFile`.
   */
  bytesOf(path: string): Uint8Array;
  /** The text of a file of this computer. Throws what the system says. */
  readFile(path: string): string;
  /** Puts an event on the Mac's agenda, `inMs` from now. Returns its id. Same id twice = one event. */
  schedule(event: WorldEvent, options?: { inMs?: number; eventId?: string }): string;
  /**
   * Applies everything due, in due order, at its due timestamp. Returns when the next thing is due (as `clock`
   * shows it), or null.
   */
  step(): number | null;
  /** Calls back after chat.db changed, by whichever process; returns the function that ends it. */
  onChange(callback: () => void): () => void;
  /** Whether chat.db changes by what is on the agenda alone, so that `onChange` misses nothing. */
  readonly changesByAgendaOnly: boolean;
  /** Calls back when the agenda changed, so that a sleeping process wakes for an earlier due time. */
  onAgenda(callback: () => void): () => void;
  /** Everything that physically left this Mac by script, oldest first. */
  sent(): SentRecord[];
  /** Everything that was made to go wrong so far, oldest first, over or not. Cheap: it is asked for at every line. */
  faults(): readonly DeviceFault[];
  /**
   * One occasion at which a fault may strike: returns the one of this name that does, or null. Triggers that
   * count count for the whole device, whichever process asks.
   *
   * @param text What `match` looks at: a line, a request, what is sent.
   */
  strike(fault: string, text?: string): DeviceFault | null;
  /** The same for one fault alone: whether it strikes. */
  strikes(fault: DeviceFault, text?: string): boolean;
  /** Ends one fault, or all, from now on. */
  clearFaults(eventId?: string): void;
  /** What is still to happen, soonest first. */
  pending(): readonly PendingWrite[];
  /** Writes down what a process or the Mac did. @param pid Default: the process that opened this device. */
  note(noted: Noted, pid?: number): void;
  /** Everything that was written down since the device was made, or from a mark on, by every process of it. */
  record(from?: number): readonly RecordEntry[];
  /** Where the record ends at this moment. */
  recordMark(): number;
  /** Everything the Mac did beside writing rows, oldest first. */
  effects(): readonly DeviceEffect[];
  /** Whether the Mac is asleep, Messages on it, and how far its clock is off. */
  state(): MacState;
  /** Everybody in Contacts, whether or not imsg may read them (`Facts.contacts`). */
  contacts(): readonly Contact[];
  close(): void;
}
