import { messageGuid } from '../event/derived.ts';
import { countField, delayField, onlyFields, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { fileKind } from '../files/file-kinds.ts';
import { fileDelayMs, fileRow } from '../rows/file-row.ts';
import { INCOMING_FIELDS, originOf } from '../rows/incoming.ts';

/** As many as Messages sends at once. */
const PICTURES_MAX = 20;

/**
 * Somebody sends several pictures at once: `{ from, count, caption?, fileMs?, chat?, sentMs?, service? }`. One
 * row with 1 to 20 attachments, each a part of its own, the caption behind them (file-4.6). `fileMs` is
 * that of `photo`, for each of them.
 */
export const photos: ExpandEvent = (event, context) => {
  onlyFields(event, ['count', 'caption', ...INCOMING_FIELDS, 'fileMs']);
  const { eventId } = context;
  const row = {
    guid: messageGuid(eventId),
    origin: originOf(event, context),
    files: Array.from({ length: countField(event, 'count', PICTURES_MAX) }, (_, index) => {
      const name = `IMG_${String(index + 1).padStart(4, '0')}.HEIC`;
      return { ...fileKind(name), name };
    }),
    caption: event.caption === undefined ? '' : textField(event, 'caption'),
    fileMs: delayField(event, 'fileMs') ?? fileDelayMs(eventId),
  };
  return fileRow(row, context);
};
