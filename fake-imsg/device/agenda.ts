import type { TimedWrite } from '../world/timed-write.ts';
import type { DeviceEffect, DeviceFault, Facts, SentRecord, WorldEvent } from './device.ts';

/** An event with what it spreads into. */
export interface AgendaEntry {
  readonly eventId: string;
  readonly event: WorldEvent;
  /** Device wall milliseconds. */
  readonly atMs: number;
  readonly writes: readonly TimedWrite[];
}

/** What is still to happen on a Mac, what state it is in, and what left it. */
export interface Agenda {
  /** False when an event of this id was ever added; then nothing changes. */
  add(entry: AgendaEntry): boolean;
  /**
   * Hands over everything due at `nowMs` in due order, then forgets it. Returns how many writes that
   * were.
   *
   * @param begin Called for every stretch of writes between which no other process applies any; returns what
   * applies them.
   */
  applyDue(nowMs: number, begin: () => (write: TimedWrite) => void): number;
  /** Device wall milliseconds of the earliest write, or null. */
  nextDueMs(): number | null;
  /** A second record of the same event is ignored. */
  recordSent(record: SentRecord): void;
  /** Oldest first. */
  sent(): SentRecord[];
  /** A second record of the same event is ignored. */
  recordFault(fault: DeviceFault): void;
  /** Oldest first. */
  faults(): readonly DeviceFault[];
  /** A second record of the same key is ignored. */
  recordEffect(effect: DeviceEffect): void;
  /** Oldest first. */
  effects(): readonly DeviceEffect[];
  facts(): Facts;
  changeFacts(change: Partial<Facts>): void;
  close(): void;
}
