// A row that comes with files: the row, then its attachments with their transfers under way, then the files
// one after another (file-8 and file-9).

import type { BodyPiece } from '../../chat-db/blobs/body-pieces.ts';
import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import { attach, finishTransfer } from '../../chat-db/write/attachments.ts';
import { findMessage, type MessageInput } from '../../chat-db/write/messages.ts';
import type { WorldEvent } from '../../device/device.ts';
import { derivedMs } from '../event/derived.ts';
import { textField } from '../event/fields.ts';
import type { EventContext, TimedWrite } from '../event/timed-write.ts';
import { type FileKind, fileKind } from '../files/file-kinds.ts';
import { type AttachmentFile, attachmentFile } from './attachment-file.ts';
import { type HostileFile, hostileFile, type Standing } from './hostile-file.ts';
import { incomingMessage, type Origin } from './incoming.ts';
import { arrivingRow } from './message-writes.ts';
import { stickerGuid } from './own-sticker.ts';

/** A file that somebody sends. */
export interface SentFile extends FileKind {
  /** As it is shown: `IMG_0001.HEIC`. */
  readonly name: string;
  readonly userInfo?: Buffer;
  /** Comes along unseen and is no part of the body, such as the film of a Live Photo. */
  readonly isHidden?: boolean;
  /** Has a guid of its own, and not that of its part. */
  readonly isSticker?: boolean;
  /** As no Messages would have it; left out = it stands where it belongs. */
  readonly hostile?: HostileFile;
}

export interface FileRow {
  readonly guid: string;
  readonly origin: Origin;
  readonly files: readonly SentFile[];
  /** Text in the same row, behind the files; may be empty. */
  readonly caption: string;
  /** From an attachment's row to its file, in milliseconds. */
  readonly fileMs: number | 'never';
  readonly row?: Partial<MessageInput>;
}

/** The kind of a file by its name, or as the fields `mime` and `uti` have it; empty ones stand for none. */
export function kindField(event: WorldEvent, name: string): FileKind {
  return {
    ...fileKind(name),
    ...(event.mime !== undefined && { mimeType: textField(event, 'mime') || null }),
    ...(event.uti !== undefined && { uti: textField(event, 'uti') || null }),
  };
}

/** The default of `fileMs`: 20 to 400, derived. */
export const fileDelayMs = (eventId: string): number => derivedMs(eventId, 'file', 20, 400);

/**
 * The GUID of the attachment at this place of a row. The number is that of its part, and files that follow
 * each other are a part each; a hidden one is part of nothing (file-3.2).
 */
function attachmentGuid({ guid, files }: Pick<FileRow, 'guid' | 'files'>, index: number): string {
  if (files[index]!.isSticker) return stickerGuid(guid);
  return files[index]!.isHidden ? derivedGuid(guid, `hidden ${index}`) : `at_${index}_${guid}`;
}

/** The writes of a row with files that arrives at `atMs`. */
export function fileRow(row: FileRow, { atMs, owner }: EventContext): TimedWrite[] {
  const { guid, caption } = row;
  const shown = row.files.flatMap((file, index): BodyPiece[] =>
    file.isHidden ? [] : [{ attachmentGuid: attachmentGuid(row, index) }],
  );
  const message = incomingMessage(row.origin, {
    guid,
    text: caption,
    pieces: [...shown, { text: caption }],
    ...(row.row && { row: row.row }),
  });
  return [...arrivingRow(message, { atMs, owner }), ...transfers(row, atMs)];
}

/** What of a row its files are about. */
type WithFiles = Pick<FileRow, 'guid' | 'files' | 'fileMs'> & {
  readonly origin: Pick<Origin, 'sentMs'>;
  /** Whether they are the owner's. Default: false. */
  readonly isOwn?: boolean;
};

/** The attachments of a row that is written at `atMs`, and their files. */
export function transfers(row: WithFiles, atMs: number): TimedWrite[] {
  const attachMs = atMs + derivedMs(row.guid, 'attach', 1, 50);
  return row.files.flatMap((_, index) => transfer(row, index, attachMs + index));
}

function transfer(row: WithFiles, index: number, attachMs: number): TimedWrite[] {
  const { guid, origin, fileMs } = row;
  const sent = row.files[index]!;
  const attachment = attachmentGuid(row, index);
  const file = attachmentFile(attachment, sent.name);
  const begin: TimedWrite = {
    atMs: attachMs,
    apply: ({ writer }) =>
      attach(writer, guid, {
        guid: attachment,
        filename: null,
        uti: sent.uti,
        mimeType: sent.mimeType,
        transferName: sent.name,
        transferState: 3,
        totalBytes: sent.bytes.length,
        isHidden: sent.isHidden ?? false,
        isSticker: sent.isSticker ?? false,
        isOutgoing: row.isOwn ?? false,
        createdMs: origin.sentMs,
        ...(sent.userInfo && { userInfo: sent.userInfo }),
      }),
  };
  if (fileMs === 'never') return [begin];
  const { filename, put, goneMs } = standing(sent, file);
  const download: TimedWrite = {
    atMs: attachMs + fileMs,
    apply(mac) {
      // Where the row is not there, nothing was to come with it.
      if (!findMessage(mac.writer, guid)) return;
      put(mac);
      finishTransfer(mac.writer, attachment, filename);
    },
  };
  if (goneMs === undefined) return [begin, download];
  const vanish: TimedWrite = {
    atMs: download.atMs + goneMs,
    apply: (mac) => mac.plantFile(file.path, { is: 'nothing' }),
  };
  return [begin, download, vanish];
}

function standing({ hostile, bytes }: SentFile, file: AttachmentFile): Standing {
  if (hostile !== undefined) return hostileFile(hostile, file, bytes);
  return { filename: file.filename, put: (mac) => mac.writeAttachment(file.path, bytes) };
}
