import type { Contact } from '../device/contact.ts';
import type { DeviceEffect, Facts, PendingWrite, SentRecord, WorldEvent } from '../device/device.ts';
import type { DeviceFault } from '../device/fault.ts';
import type { MacState } from '../device/mac-state.ts';
import type { SpreadWrite, TimedWrite } from '../world/event/timed-write.ts';

/** An event with what it spreads into. */
export interface AgendaEntry {
  readonly eventId: string;
  readonly event: WorldEvent;
  /** Device wall milliseconds. */
  readonly atMs: number;
  readonly writes: readonly SpreadWrite[];
}

/** Applies one write of an event. Throws `HeldUp`. */
export type ApplyWrite = (write: TimedWrite, eventId: string) => void;

/** Another program holds chat.db: a write has to wait, and is then applied as if nothing of it had been done. */
export class HeldUp extends Error {
  override readonly name = 'HeldUp';
}

/** What came of looking at what is due. */
export interface Applied {
  /** How many writes were applied. */
  readonly count: number;
  /** Whether the next one has to wait for another program. */
  readonly isHeldUp: boolean;
}

/** What is still to happen on a Mac, what state it is in, and what left it. */
export interface Agenda {
  /** False when an event of this id was ever added; then nothing changes. */
  add(entry: AgendaEntry): boolean;
  /**
   * Hands over everything due at `nowMs` in due order, then forgets it. What a sleeping Mac, or a Messages that is
   * asleep, does not do now stays until it can, and what is held up stays with all that is due behind it.
   *
   * @param begin Called for every stretch of writes between which no other process applies any; returns what
   * applies them.
   */
  applyDue(nowMs: number, begin: () => ApplyWrite): Applied;
  /** Device wall milliseconds at which the earliest write can happen, or null. */
  nextDueMs(): number | null;
  /** Soonest first. */
  pending(): readonly PendingWrite[];
  /** A second record of the same event is ignored. */
  recordSent(record: SentRecord): void;
  /** Oldest first. */
  sent(): SentRecord[];
  /** A second record of the same event is ignored. */
  recordFault(fault: DeviceFault): void;
  /** Oldest first. */
  faults(): readonly DeviceFault[];
  /** One more occasion for this fault; returns how many there were. */
  countOccasion(eventId: string): number;
  /** Ends one fault, or all, at `nowMs`. */
  clearFaults(nowMs: number, eventId?: string): void;
  /** A second record of the same key is ignored. */
  recordEffect(effect: DeviceEffect): void;
  /** Oldest first. */
  effects(): readonly DeviceEffect[];
  facts(): Facts;
  changeFacts(change: Partial<Facts>): void;
  state(): MacState;
  changeState(change: Partial<MacState>): void;
  /** Everybody in Contacts, in the order in which they were added; the same list until somebody is added. */
  contacts(): readonly Contact[];
  /** Adds people to Contacts. A second call with the same key is ignored. */
  addContacts(key: string, contacts: readonly Contact[]): void;
  close(): void;
}
