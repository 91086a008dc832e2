import { messageGuid } from '../event/derived.ts';
import { delayField, durationField, flagField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { INCOMING_FIELDS, incomingMessage, originOf } from '../rows/incoming.ts';
import { linkPieces } from '../rows/linked-text.ts';
import { arrivingRow } from '../rows/message-writes.ts';
import { linkField, previewRows, twinField } from '../rows/preview-rows.ts';

/**
 * Somebody sends a URL alone: `{ from, link, chat?, sentMs?, service?, marked?, previewMs?, twin?, joinMs?
 * }`. It is one row; `marked` (default true) says whether that is a link preview, with a payload that is
 * completed after `previewMs`, or plain text with a link in it. `twin` writes the preview a second time with
 * another GUID, after so many milliseconds or, when true, after 30 to 65 s.
 */
export const link: ExpandEvent = (event, context) => {
  onlyFields(event, ['link', ...INCOMING_FIELDS, 'marked', 'previewMs', 'twin', 'joinMs']);
  const { eventId } = context;
  const origin = originOf(event, context);
  const address = linkField(event);
  const joinMs = delayField(event, 'joinMs');
  const guid = messageGuid(eventId);
  if (!flagField(event, 'marked', true)) {
    const content = { guid, text: address, pieces: linkPieces(address) };
    return arrivingRow(incomingMessage(origin, content), context, joinMs);
  }
  const previewMs = event.previewMs === undefined ? undefined : durationField(event, 'previewMs', 0);
  const row = { guid, link: address, origin, previewMs, joinMs };
  return previewRows(row, twinField(event, eventId), context);
};
