import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import type { WorldEvent } from '../../device/device.ts';
import { derivedMs, messageGuid } from '../event/derived.ts';
import { choiceField, delayField, durationField, flagField, onlyFields, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { fileKind } from '../files/file-kinds.ts';
import { PICTURES } from '../files/pictures.ts';
import { fileDelayMs, fileRow, type SentFile } from '../rows/file-row.ts';
import { INCOMING_FIELDS, incomingMessage, originOf } from '../rows/incoming.ts';
import { arrivingRow } from '../rows/message-writes.ts';

/** The GUID of the row with the picture where the caption has a row of its own. */
export const pictureGuid = (eventId: string): string => derivedGuid(eventId, 'picture');

function pictureFile(event: WorldEvent): SentFile {
  const { mime = PICTURES[0]!.mimeType } = event;
  const mimeTypes = PICTURES.map((picture) => picture.mimeType);
  const mimeType = choiceField({ ...event, mime }, 'mime', mimeTypes);
  const { extension, ...kind } = PICTURES.find((picture) => picture.mimeType === mimeType)!;
  return { ...kind, name: `IMG_0001.${extension}` };
}

/** The film that belongs to a Live Photo. */
const FILM: SentFile = { ...fileKind('IMG_0001.MOV'), name: 'IMG_0001.MOV', isHidden: true };

/**
 * Somebody sends a picture: `{ from, caption?, as?, gapMs?, mime?, live?, fileMs?, chat?, sentMs?, service?
 * }`. The row comes with a transfer under way; `fileMs` later (default 20 to 400) the file is there, or
 * `never`. A caption is in the same row, or `as: 'split'` in a row before it, `gapMs` earlier (default 500 to
 * 2000). `live` (default false) adds the hidden film of a Live Photo. A Mac in memory has no file, only its
 * state.
 */
export const photo: ExpandEvent = (event, context) => {
  onlyFields(event, ['caption', ...INCOMING_FIELDS, 'as', 'gapMs', 'mime', 'live', 'fileMs']);
  const { eventId, atMs } = context;
  const origin = originOf(event, context);
  const picture = pictureFile(event);
  const row = {
    guid: messageGuid(eventId),
    caption: event.caption === undefined ? '' : textField(event, 'caption'),
    files: flagField(event, 'live', false) ? [picture, FILM] : [picture],
    fileMs: delayField(event, 'fileMs') ?? fileDelayMs(eventId),
    origin,
  };
  if (event.as === undefined) return fileRow(row, context);
  choiceField(event, 'as', ['split']);
  const gapMs = durationField(event, 'gapMs', derivedMs(eventId, 'gap', 500, 2000));
  const words = incomingMessage(origin, { guid: row.guid, text: textField(event, 'caption') });
  const apart = {
    ...row,
    guid: pictureGuid(eventId),
    caption: '',
    origin: { ...origin, sentMs: origin.sentMs + gapMs },
  };
  return [...arrivingRow(words, context), ...fileRow(apart, { ...context, atMs: atMs + gapMs })];
};
