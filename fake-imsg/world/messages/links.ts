import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import type { WorldEvent } from '../../device/device.ts';
import { derivedMs, messageGuid } from '../event/derived.ts';
import { badField, choiceField, durationField, onlyFields, textField } from '../event/fields.ts';
import type { ExpandEvent, TimedWrite } from '../event/timed-write.ts';
import { INCOMING_FIELDS, incomingMessage, originOf } from '../rows/incoming.ts';
import { arrivingRow } from '../rows/message-writes.ts';
import { isLink, previewRows } from '../rows/preview-rows.ts';

/** As many as one event puts into rows of their own. */
const LINKS_MAX = 20;

/** The GUID of the preview row of the link at this place, counted from 0. */
export const linkGuid = (eventId: string, index: number): string => derivedGuid(eventId, `link ${index}`);

function linksField(event: WorldEvent): readonly string[] {
  const { links } = event;
  const isList = Array.isArray(links) && links.length > 0 && links.length <= LINKS_MAX && links.every(isLink);
  if (isList) return links as string[];
  throw badField(event, 'links', `give a list of 1 to ${LINKS_MAX} URLs, such as ["https://example.com/a"]`);
}

/**
 * Somebody sends several links at once: `{ from, links, text?, as?, gapMs?, previewMs?, chat?, sentMs?,
 * service? }`. By default each link becomes a preview row of its own, behind the row of the words where there
 * are any, `gapMs` (default 500 to 2000) from one to the next. `as: 'row'` keeps all in one row, without any
 * preview (file-5).
 */
export const links: ExpandEvent = (event, context) => {
  onlyFields(event, ['links', 'text', 'as', 'gapMs', 'previewMs', ...INCOMING_FIELDS]);
  const { eventId, atMs } = context;
  const origin = originOf(event, context);
  const addresses = linksField(event);
  const words = event.text === undefined ? '' : textField(event, 'text');
  const as = event.as === undefined ? 'rows' : choiceField(event, 'as', ['rows', 'row']);
  const row = (text: string) =>
    arrivingRow(incomingMessage(origin, { guid: messageGuid(eventId), text }), context);
  if (as === 'row') return row([...(words === '' ? [] : [words]), ...addresses].join(' '));

  const gapMs = durationField(event, 'gapMs', derivedMs(eventId, 'gap', 500, 2000));
  const previewMs = event.previewMs === undefined ? undefined : durationField(event, 'previewMs', 0);
  const before = words === '' ? 0 : 1;
  const previews = addresses.flatMap((link, index): TimedWrite[] => {
    const laterMs = (index + before) * gapMs;
    const preview = {
      guid: linkGuid(eventId, index),
      link,
      origin: { ...origin, sentMs: origin.sentMs + laterMs },
      previewMs,
    };
    return previewRows(preview, null, { ...context, atMs: atMs + laterMs });
  });
  return words === '' ? previews : [...row(words), ...previews];
};
