// A message that leaves this Mac: its row, its chat, its file, and what becomes of it (file-9, "outgoing
// by script").

import type { BodyPiece } from '../../chat-db/blobs/body-pieces.ts';
import { attach, finishTransfer } from '../../chat-db/write/attachments.ts';
import { type Conversation, currentService } from '../../chat-db/write/chats.ts';
import { markFailed } from '../../chat-db/write/failures.ts';
import { flipToOwn } from '../../chat-db/write/flip.ts';
import { ensureHandle } from '../../chat-db/write/handles.ts';
import { type Balloon, findMessage, type MessageInput } from '../../chat-db/write/messages.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import type { SentRecord } from '../../device/device.ts';
import { derivedMs } from '../event/derived.ts';
import type { EventContext, Mac, TimedWrite } from '../event/timed-write.ts';
import { fileKind } from '../files/file-kinds.ts';
import { delivery } from './delivery.ts';
import { joinTextRow, writeTextRow } from './message-writes.ts';
import type { OutgoingFile, SendFate } from './send-fate.ts';

export interface OwnSend {
  readonly transport: SentRecord['transport'];
  readonly guid: string;
  readonly conversation: Conversation;
  /** Null = the one the conversation uses at present. */
  readonly service: string | null;
  /** Its words, without what stands for files. */
  readonly text: string;
  /** How stretches of them look. Default: plain. */
  readonly styles?: SentRecord['styles'];
  /** Default: the text, with the addresses in it marked as links. */
  readonly pieces?: readonly BodyPiece[];
  readonly balloon?: Balloon;
  readonly file?: OutgoingFile;
  /** From the event to the row, in milliseconds. */
  readonly rowDelayMs: number;
  readonly fate: SendFate;
  /** What the row has beyond that; asked when it is written. */
  row?(writer: ChatWriter): Partial<MessageInput>;
}

/** The GUID of the attachment of an own message (file-3.2). */
export const ownAttachmentGuid = (guid: string, part: number): string => `at_${part}_${guid}`;

/** The writes of a message that leaves this Mac. It counts as physical once its row is there. */
export function ownSend(send: OwnSend, context: EventContext): TimedWrite[] {
  const { guid, conversation, fate } = send;
  const { eventId, atMs } = context;
  const rowMs = atMs + send.rowDelayMs;
  const joinMs = rowMs + derivedMs(eventId, 'join', 5, 20);
  const writes: TimedWrite[] = [
    { atMs: rowMs, apply: (mac) => writeRow(mac, send, context) },
    { atMs: joinMs, apply: ({ writer }) => joinTextRow(writer, guid, conversation) },
    ...(send.file ? upload(send, send.file, joinMs, eventId) : []),
  ];
  if (fate.error !== undefined) {
    const { error } = fate;
    const failedMs = rowMs + (fate.errorMs ?? derivedMs(eventId, 'failed', 1000, 6000));
    return [...writes, { atMs: failedMs, apply: ({ writer }) => markFailed(writer, guid, error) }];
  }
  if (fate.flipMs !== undefined) writes.push(flipped(send, rowMs + fate.flipMs));
  const ownMs = Math.max(joinMs, rowMs + (fate.flipMs ?? 0));
  return conversation.kind === 'dm' ? [...writes, delivery(guid, eventId, ownMs)] : writes;
}

/** Messages notices that the row is the owner's. */
function flipped({ guid, conversation }: OwnSend, atMs: number): TimedWrite {
  return {
    atMs,
    apply({ writer }) {
      const message = findMessage(writer, guid);
      if (!message) return;
      const isDm = conversation.kind === 'dm';
      flipToOwn(writer, guid, isDm ? ensureHandle(writer, conversation.address, message.service) : 0);
    },
  };
}

function writeRow(mac: Mac, send: OwnSend, { eventId, atMs, owner }: EventContext): void {
  const { writer } = mac;
  const { guid, conversation, text, pieces, balloon, file, fate } = send;
  const service = send.service ?? currentService(writer, conversation) ?? 'iMessage';
  const extra = send.row?.(writer) ?? {};
  const message = {
    guid,
    text,
    ...(pieces && { pieces }),
    ...(balloon && { balloon }),
    conversation,
    service,
    sender: null,
    flavour: 'outgoing',
    textInBodyOnly: true,
    sentMs: Math.trunc(atMs + mac.state().clockOffsetMs),
    row: {
      ...(fate.error !== undefined && { isSent: false }),
      ...(fate.flipMs !== undefined && { isFromMe: false, handleRowid: 0 }),
      ...extra,
    },
  } as const;
  const { rowid, chat } = writeTextRow(writer, message, owner);
  mac.recordSent({
    eventId,
    guid,
    rowid,
    chatGuid: chat.guid,
    service,
    text,
    ...(send.styles?.length && { styles: send.styles }),
    ...(file && { file: file.name }),
    ...(extra.isAudio && { isAudio: true as const }),
    ...(file?.stickerGuid !== undefined && { isSticker: true as const }),
    transport: send.transport,
    ...(extra.subject !== undefined && { subject: extra.subject }),
    ...(extra.effectId !== undefined && { effect: extra.effectId }),
    ...(extra.thread && { thread: extra.thread.originatorGuid }),
    atMs,
  });
}

/** The file of a message: its row and join behind that of the message, then the end of the upload. */
function upload({ guid, pieces = [] }: OwnSend, file: OutgoingFile, joinedMs: number, eventId: string) {
  const attachment = file.stickerGuid ?? ownAttachmentGuid(guid, partOfFile(pieces));
  const { uti, mimeType } = fileKind(file.name);
  const attachMs = joinedMs + derivedMs(eventId, 'attach', 5, 30);
  const begin: TimedWrite = {
    atMs: attachMs,
    apply: ({ writer }) =>
      attach(writer, guid, {
        guid: attachment,
        filename: file.filename,
        uti,
        mimeType,
        transferName: file.name,
        transferState: 3,
        totalBytes: file.bytes,
        isHidden: false,
        isOutgoing: true,
        isSticker: file.stickerGuid !== undefined,
        createdMs: attachMs,
      }),
  };
  const end: TimedWrite = {
    atMs: attachMs + derivedMs(eventId, 'upload', 50, 800),
    apply: ({ writer }) => finishTransfer(writer, attachment, file.filename),
  };
  return [begin, end];
}

/** A file comes behind the words, which are one part. */
export const partOfFile = (pieces: readonly BodyPiece[]): number =>
  pieces.some((piece) => 'text' in piece) ? 1 : 0;
