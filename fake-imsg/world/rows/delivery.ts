import { markDelivered } from '../../chat-db/write/receipts.ts';
import { derivedChance, derivedFraction, derivedMs } from '../event/derived.ts';
import type { TimedWrite } from '../event/timed-write.ts';

/** Share of delivered DM rows that get a date as well (file-7). */
const DATE_SHARE = 0.6;

/** When a receipt was given, by the clock of who gave it: to more than a millisecond, as own messages are not (file-3.1). */
export const receiptMs = (eventId: string, atMs: number): number =>
  atMs + 0.05 + 0.4 * derivedFraction(eventId, 'receipt');

/**
 * The delivery of an outgoing row of a DM, 300 to 2700 ms after it stands in its chat (file-7). It does
 * nothing to SMS.
 *
 * @param joinedMs Device wall milliseconds.
 */
export function delivery(guid: string, eventId: string, joinedMs: number): TimedWrite {
  const atMs = joinedMs + derivedMs(eventId, 'delivered', 300, 2700);
  const dateMs = derivedChance(eventId, 'delivered date', DATE_SHARE) ? receiptMs(eventId, atMs) : null;
  return { atMs, by: 'push', apply: ({ writer }) => markDelivered(writer, guid, dateMs) };
}
