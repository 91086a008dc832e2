import type { ChatWriter } from './writer.ts';

const APPLE_EPOCH_UNIX_MS = 978_307_200_000;

/** What differs between attachment rows (file-8). */
export interface AttachmentInput {
  readonly guid: string;
  /** Below `~/Library/Messages/`, with the tilde; null while nothing was downloaded. */
  readonly filename: string | null;
  /** `dyn.…` for kinds that macOS does not know, then without a MIME type. */
  readonly uti: string | null;
  readonly mimeType: string | null;
  readonly transferName: string;
  /** 0 waiting to 3 transferring; 5 finished. */
  readonly transferState: number;
  readonly totalBytes: number;
  /** Payloads of link previews are hidden. */
  readonly isHidden: boolean;
  /** Unix milliseconds. */
  readonly createdMs: number;
  /** Default false. */
  readonly isOutgoing?: boolean;
  /** Whether it is a sticker; what `sticker_user_info` holds nobody has said, so it is NULL. Default false. */
  readonly isSticker?: boolean;
  /** A binary property list with keys of the transfer. Default NULL. */
  readonly userInfo?: Buffer;
}

const MESSAGE = 'SELECT ROWID AS rowid FROM message WHERE guid = +?';
const ATTACHMENT = 'SELECT ROWID AS rowid FROM attachment WHERE guid = +?';
const FINISH = 'UPDATE attachment SET transfer_state = 5, filename = ? WHERE guid = +?';

/**
 * Adds an attachment and joins it to its message, each in a commit of its own. A message that is gone gets
 * none; an attachment that is there stays as it is.
 */
export function attach(writer: ChatWriter, messageGuid: string, input: AttachmentInput): void {
  const message = writer.statement(MESSAGE).get(messageGuid) as { rowid: number } | undefined;
  if (!message) return;
  const known = writer.statement(ATTACHMENT).get(input.guid) as { rowid: number } | undefined;
  const rowid = known?.rowid ?? writer.save(() => insertAttachment(writer, input));
  writer.save(() =>
    writer.insert('message_attachment_join', { message_id: message.rowid, attachment_id: rowid }, 'orIgnore'),
  );
}

function insertAttachment(writer: ChatWriter, input: AttachmentInput): number {
  return writer.insert('attachment', {
    guid: input.guid,
    original_guid: input.guid,
    // Whole seconds since 2001, unlike the dates of messages.
    created_date: Math.trunc((input.createdMs - APPLE_EPOCH_UNIX_MS) / 1000),
    start_date: 0,
    filename: input.filename,
    uti: input.uti,
    mime_type: input.mimeType,
    transfer_state: input.transferState,
    is_outgoing: input.isOutgoing ? 1 : 0,
    is_sticker: input.isSticker ? 1 : 0,
    user_info: input.userInfo ?? null,
    transfer_name: input.transferName,
    total_bytes: input.totalBytes,
    hide_attachment: input.isHidden ? 1 : 0,
  });
}

/** Marks a transfer as finished: the file is there, under this name. */
export function finishTransfer(writer: ChatWriter, guid: string, filename: string): void {
  writer.save(() => writer.statement(FINISH).run(filename, guid));
}
