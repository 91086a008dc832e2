import type { Owner } from '../chat-db/owner.ts';
import type { ChatWriter } from '../chat-db/writer.ts';
import type { SentRecord, WorldEvent } from '../device/device.ts';

/** What a due write may touch. */
export interface Mac {
  readonly writer: ChatWriter;
  /** Records that a message physically left this Mac. A second record of the same event is ignored. */
  recordSent(record: SentRecord): void;
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
  apply(mac: Mac): void;
}

/** Spreads an event over time. Throws `WorldEventError` when a field is wrong. */
export type ExpandEvent = (event: WorldEvent, context: EventContext) => TimedWrite[];
