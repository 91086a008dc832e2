import type { Owner } from '../../chat-db/schema/owner.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import type { Contact } from '../../device/contact.ts';
import type { DeviceEffect, Facts, SentRecord, WorldEvent } from '../../device/device.ts';
import type { DeviceFault } from '../../device/fault.ts';
import type { MacState, WrittenBy } from '../../device/mac-state.ts';
import type { PlantedFile } from '../../device/planted-file.ts';

/** What a due write may touch. */
export interface Mac {
  readonly writer: ChatWriter;
  /** Records that a message physically left this Mac. A second record of the same event is ignored. */
  recordSent(record: SentRecord): void;
  /** Makes something go wrong from now on. A second record of the same event is ignored. */
  recordFault(fault: DeviceFault): void;
  /** Ends the faults of a name. @param atMs Device wall milliseconds. */
  endFaults(name: string, atMs: number): void;
  /** Records something that leaves no row of its own. A second record of the same key is ignored. */
  recordEffect(effect: DeviceEffect): void;
  facts(): Facts;
  /** What imsg is allowed and able to do from now on. */
  changeFacts(change: Partial<Facts>): void;
  /** What the Mac is doing at this moment. */
  state(): MacState;
  /** Puts the Mac or Messages to sleep, or its clock forward or back. */
  changeState(change: Partial<MacState>): void;
  /** Adds people to Contacts. A second call with the same key is ignored. */
  addContacts(key: string, contacts: readonly Contact[]): void;
  /** Puts a file where attachments lie; `path` is below that folder. A Mac without a folder keeps none. */
  writeAttachment(path: string, bytes: Uint8Array): void;
  /** Puts something else there, in the place of what is. */
  plantFile(path: string, planted: PlantedFile): void;
  /** Empties the write-ahead log and puts another file in its place. A Mac in memory has none. */
  rotateLog(): void;
  /** Takes chat.db away from where it belongs, with its log, and brings it back. A second time does nothing. */
  moveDatabase(isGone: boolean): void;
  /** Puts another database in the place of chat.db, empty but for what `fill` writes. */
  replaceDatabase(fill: (writer: ChatWriter) => void): void;
}

/** What an event is spread with. Everything that is not in the event follows from these. */
export interface EventContext {
  readonly eventId: string;
  /** When the event happens, in device wall milliseconds. */
  readonly atMs: number;
  readonly owner: Owner;
}

/**
 * One moment of an event. Applying it twice does no harm: a process may die between the commit in chat.db and
 * the note that it was made. A write never depends on anything but the database, the event and its context.
 */
export interface TimedWrite {
  /** Device wall milliseconds. */
  readonly atMs: number;
  /** Who makes it happen. Default: whoever brings the event (event/written-by.ts). */
  readonly by?: WrittenBy;
  apply(mac: Mac): void;
}

/** A write of which is said who makes it happen. */
export type SpreadWrite = TimedWrite & { readonly by: WrittenBy };

/** Spreads an event over time. Throws `WorldEventError` when a field is wrong. */
export type ExpandEvent = (event: WorldEvent, context: EventContext) => TimedWrite[];
