import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import { derivedMs, messageGuid } from '../event/derived.ts';
import { durationField, onlyFields, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { INCOMING_FIELDS, incomingMessage, originOf } from '../rows/incoming.ts';
import { arrivingRow } from '../rows/message-writes.ts';
import { linkField, previewRows, twinField } from '../rows/preview-rows.ts';

/** The GUID of the preview row of a split send. */
export const previewGuid = (eventId: string): string => derivedGuid(eventId, 'preview');

/**
 * Somebody types words and a link and sends them at once, which Messages makes two rows of: `{ from, text,
 * link, gapMs?, previewMs?, twin?, chat?, sentMs?, service? }`. The row of the text comes first, the preview
 * of the link `gapMs` later (default 500 to 2000, derived); no column says that they belong together.
 * `previewMs` and `twin` are those of `link`.
 */
export const split: ExpandEvent = (event, context) => {
  onlyFields(event, ['text', 'link', ...INCOMING_FIELDS, 'gapMs', 'previewMs', 'twin']);
  const { eventId, atMs } = context;
  const origin = originOf(event, context);
  const gapMs = durationField(event, 'gapMs', derivedMs(eventId, 'gap', 500, 2000));
  const words = { guid: messageGuid(eventId), text: textField(event, 'text') };
  const row = {
    guid: previewGuid(eventId),
    link: linkField(event),
    origin: { ...origin, sentMs: origin.sentMs + gapMs },
    previewMs: event.previewMs === undefined ? undefined : durationField(event, 'previewMs', 0),
  };
  const twinMs = twinField(event, eventId);
  return [
    ...arrivingRow(incomingMessage(origin, words), context),
    ...previewRows(row, twinMs, { ...context, atMs: atMs + gapMs }),
  ];
};
