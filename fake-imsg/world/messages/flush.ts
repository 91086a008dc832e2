import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import type { WorldEvent } from '../../device/device.ts';
import { conversationField } from '../event/conversation.ts';
import { derivedChance, derivedMs } from '../event/derived.ts';
import {
  badField,
  durationField,
  flagField,
  handleField,
  onlyFields,
  serviceField,
  textField,
} from '../event/fields.ts';
import type { EventContext, ExpandEvent, TimedWrite } from '../event/timed-write.ts';
import { incomingMessage, originOf } from '../rows/incoming.ts';
import { arrivingRow, type TextMessage } from '../rows/message-writes.ts';

/** How long a burst of any size takes. */
const SPREAD_MS = 300;
/** How long after it was sent a message was read on the phone. */
const READ_AFTER_MS = 60_000;

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
  onlyFields(message, ['from', 'to', 'text', 'agoMs', 'chat', 'service', 'read']);
  if (message.agoMs === undefined) throw badField(message, 'agoMs', 'say how long ago it was sent');
  const sentMs = context.atMs - durationField(message, 'agoMs', 0);
  const arrival = { ...context, atMs: context.atMs + delayMs };
  const text = textField(message, 'text');
  if (message.to !== undefined) return ownHeldUp(message, guid, text, sentMs, arrival);
  const row = {
    guid,
    text,
    ...(flagField(message, 'read', false) && {
      row: { readMs: Math.min(sentMs + READ_AFTER_MS, context.atMs) },
    }),
  };
  return arrivingRow(incomingMessage({ ...originOf(message, context), sentMs }, row), arrival);
}

/** What the owner wrote on another device meanwhile; its delivery is as old as the receipt of it. */
function ownHeldUp(
  message: WorldEvent,
  guid: string,
  text: string,
  sentMs: number,
  arrival: EventContext,
): TimedWrite[] {
  if (message.from !== undefined) throw badField(message, 'to', 'say from whom or to whom, not both');
  const conversation = conversationField(message, [handleField(message, 'to')]);
  const service = serviceField(message) ?? 'iMessage';
  const isDelivered = conversation.kind === 'dm' && service !== 'SMS';
  const row: TextMessage = {
    guid,
    text,
    conversation,
    service,
    sender: null,
    flavour: 'incoming',
    textInBodyOnly: derivedChance(guid, 'text column', 0.5),
    sentMs: Math.trunc(sentMs),
    ...(isDelivered && { row: { deliveredMs: sentMs + derivedMs(guid, 'delivered', 300, 2700) } }),
  };
  return arrivingRow(row, arrival);
}

/**
 * What was held up arrives in one burst, in the order given: `{ messages: [{ from | to, text, agoMs,
 * chat?, service?, read? }], spreadMs? }`. The rows are new, their dates as old as `agoMs` says (file-9,
 * backlog). With `to` the owner wrote it on another device; `read` (default false) is what was read there. The
 * burst takes `spreadMs`, default 300.
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
