import { badField, countField, durationField, onlyFields, textField, timeField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { incomingMessage, originOf } from '../rows/incoming.ts';
import { arrivingRow } from '../rows/message-writes.ts';
import { burstDelayMs, burstGuid } from './flush.ts';

/** As much as one event may put on the agenda. */
const ROWS_MAX = 20_000;
const SPREAD_MS = 2000;

/**
 * iCloud fills in old messages: `{ from, count, oldestMs, newestMs, text?, spreadMs?, chat?, service? }`.
 * Rows and GUIDs are new, whether or not this Mac ever had the messages; the dates, in Unix milliseconds,
 * lie evenly from `oldestMs` to `newestMs`, oldest first (file-9). The rows say `text` (default "old
 * message") and their number, and arrive within `spreadMs`, default 2000.
 */
export const backfill: ExpandEvent = (event, context) => {
  onlyFields(event, ['from', 'count', 'oldestMs', 'newestMs', 'text', 'spreadMs', 'chat', 'service']);
  const { eventId, atMs } = context;
  const origin = originOf(event, context);
  const count = countField(event, 'count', ROWS_MAX);
  const oldestMs = timeField(event, 'oldestMs', Number.NaN);
  const newestMs = timeField(event, 'newestMs', Number.NaN);
  if (newestMs < oldestMs) throw badField(event, 'newestMs', 'give a time that is not before oldestMs');
  const text = event.text === undefined ? 'old message' : textField(event, 'text');
  const spreadMs = durationField(event, 'spreadMs', SPREAD_MS);
  const stepMs = count === 1 ? 0 : (newestMs - oldestMs) / (count - 1);
  return Array.from({ length: count }, (_, index) => {
    const sentMs = Math.trunc(oldestMs + index * stepMs);
    const content = { guid: burstGuid(eventId, index), text: `${text} ${index + 1}` };
    const arrivesMs = atMs + burstDelayMs(index, count, spreadMs);
    return arrivingRow(incomingMessage({ ...origin, sentMs }, content), { ...context, atMs: arrivesMs });
  }).flat();
};
