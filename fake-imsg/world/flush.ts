import type { WorldEvent } from '../device/device.ts';
import { derivedGuid } from '../device/ids.ts';
import { badField, durationField, onlyFields, textField } from './fields.ts';
import { incomingMessage, originOf } from './incoming.ts';
import { arrivingRow } from './message-writes.ts';
import type { EventContext, ExpandEvent, TimedWrite } from './timed-write.ts';

/** How long a burst of any size takes. */
const SPREAD_MS = 300;

/** The GUID of the row at this place of a flush or a backfill, counted from 0. */
export const burstGuid = (eventId: string, index: number): string => derivedGuid(eventId, `row ${index}`);

/** When the row at this place of a burst arrives: evenly over the spread, the first one at once. */
export function burstDelayMs(index: number, count: number, spreadMs: number): number {
  return Math.floor((index * spreadMs) / count);
}

function messagesField(event: WorldEvent): readonly WorldEvent[] {
  const { messages } = event;
  const isList =
    Array.isArray(messages) &&
    messages.length > 0 &&
    messages.every((entry) => typeof entry === 'object' && entry !== null);
  if (!isList) throw badField(event, 'messages', 'give a list of { from, text, agoMs, chat? }');
  return (messages as object[]).map((entry) => ({ ...entry, kind: 'flush message' }));
}

/** @param delayMs From the beginning of the burst to this row. */
function heldUp(message: WorldEvent, guid: string, delayMs: number, context: EventContext): TimedWrite[] {
  onlyFields(message, ['from', 'text', 'agoMs', 'chat', 'service']);
  const origin = originOf(message, context);
  if (message.agoMs === undefined) throw badField(message, 'agoMs', 'say how long ago it was sent');
  const sentMs = context.atMs - durationField(message, 'agoMs', 0);
  const row = incomingMessage({ ...origin, sentMs }, { guid, text: textField(message, 'text') });
  return arrivingRow(row, { ...context, atMs: context.atMs + delayMs });
}

/**
 * What was held up arrives in one burst, in the order given: `{ messages: [{ from, text, agoMs, chat?,
 * service? }], spreadMs? }`. The rows are new, their dates as old as `agoMs` says (chat-db.md 9, backlog).
 * The burst takes `spreadMs`, default 300.
 */
export const flush: ExpandEvent = (event, context) => {
  onlyFields(event, ['messages', 'spreadMs']);
  const spreadMs = durationField(event, 'spreadMs', SPREAD_MS);
  const messages = messagesField(event);
  return messages.flatMap((message, index) => {
    const delayMs = burstDelayMs(index, messages.length, spreadMs);
    return heldUp(message, burstGuid(context.eventId, index), delayMs, context);
  });
};
