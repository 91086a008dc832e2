import { attach, finishTransfer } from '../chat-db/write-attachments.ts';
import type { WorldEvent } from '../device/device.ts';
import { derivedGuid } from '../device/ids.ts';
import { attachmentFile } from './attachment-file.ts';
import { derivedMs, messageGuid } from './derived.ts';
import { choiceField, delayField, durationField, onlyFields, textField } from './fields.ts';
import { INCOMING_FIELDS, incomingMessage, type Origin, originOf } from './incoming.ts';
import { arrivingRow } from './message-writes.ts';
import { PICTURES, type Picture } from './pictures.ts';
import type { EventContext, ExpandEvent, TimedWrite } from './timed-write.ts';

/** The GUID of the row with the picture where the caption has a row of its own. */
export const pictureGuid = (eventId: string): string => derivedGuid(eventId, 'picture');

interface PictureRow {
  readonly guid: string;
  /** Text in the same row, behind the picture; may be empty. */
  readonly caption: string;
  readonly picture: Picture;
  readonly fileMs: number | 'never';
  readonly origin: Origin;
}

function pictureField(event: WorldEvent): Picture {
  const { mime = PICTURES[0]!.mimeType } = event;
  const mimeTypes = PICTURES.map((picture) => picture.mimeType);
  const mimeType = choiceField({ ...event, mime }, 'mime', mimeTypes);
  return PICTURES.find((picture) => picture.mimeType === mimeType)!;
}

function pictureRow(row: PictureRow, { atMs, owner }: EventContext): TimedWrite[] {
  const { guid, caption, picture, fileMs } = row;
  // The picture is the first part of the body.
  const attachmentGuid = `at_0_${guid}`;
  const transferName = `IMG_0001.${picture.extension}`;
  const file = attachmentFile(attachmentGuid, transferName);
  const pieces = [{ attachmentGuid }, { text: caption }];
  const message = incomingMessage(row.origin, { guid, text: caption, pieces });
  const attachMs = atMs + derivedMs(guid, 'attach', 1, 50);
  const writes: TimedWrite[] = [
    ...arrivingRow(message, { atMs, owner }),
    {
      atMs: attachMs,
      apply: ({ writer }) =>
        attach(writer, guid, {
          guid: attachmentGuid,
          filename: null,
          uti: picture.uti,
          mimeType: picture.mimeType,
          transferName,
          transferState: 3,
          totalBytes: picture.bytes.length,
          isHidden: false,
          createdMs: row.origin.sentMs,
        }),
    },
  ];
  if (fileMs === 'never') return writes;
  const download: TimedWrite = {
    atMs: attachMs + fileMs,
    apply(mac) {
      mac.writeAttachment(file.path, picture.bytes);
      finishTransfer(mac.writer, attachmentGuid, file.filename);
    },
  };
  return [...writes, download];
}

/**
 * Somebody sends a picture: `{ from, caption?, as?, gapMs?, mime?, fileMs?, chat?, sentMs?, service? }`. The
 * row comes with a transfer under way; `fileMs` later (default 20 to 400) the file is there, or `never`. A
 * caption is in the same row, or `as: 'split'` in a row before it, `gapMs` earlier (default 500 to 2000). A
 * Mac in memory has no file, only its state.
 */
export const photo: ExpandEvent = (event, context) => {
  onlyFields(event, ['caption', ...INCOMING_FIELDS, 'as', 'gapMs', 'mime', 'fileMs']);
  const { eventId, atMs } = context;
  const origin = originOf(event, context);
  const row = {
    guid: messageGuid(eventId),
    caption: event.caption === undefined ? '' : textField(event, 'caption'),
    picture: pictureField(event),
    fileMs: delayField(event, 'fileMs') ?? derivedMs(eventId, 'file', 20, 400),
    origin,
  };
  if (event.as === undefined) return pictureRow(row, context);
  choiceField(event, 'as', ['split']);
  const gapMs = durationField(event, 'gapMs', derivedMs(eventId, 'gap', 500, 2000));
  const words = incomingMessage(origin, { guid: row.guid, text: textField(event, 'caption') });
  const apart = {
    ...row,
    guid: pictureGuid(eventId),
    caption: '',
    origin: { ...origin, sentMs: origin.sentMs + gapMs },
  };
  return [...arrivingRow(words, context), ...pictureRow(apart, { ...context, atMs: atMs + gapMs })];
};
