// What one row of the traffic is: its kind, its body and what comes with it.

import { binaryPlist } from '../../chat-db/blobs/binary-plist.ts';
import type { BodyPiece } from '../../chat-db/blobs/body-pieces.ts';
import type { AttachmentInput } from '../../chat-db/write/attachments.ts';
import { type MessageInput, URL_BALLOON } from '../../chat-db/write/messages.ts';
import { CLASSIC_TAPBACKS, tapbackType } from '../../chat-db/write/tapbacks.ts';
import { tapbackSentence } from '../changes/tapback-sentence.ts';
import { fileKind, VOICE_MEMO_NAME } from '../files/file-kinds.ts';
import { attachmentFile } from '../rows/attachment-file.ts';
import { linkPieces } from '../rows/linked-text.ts';
import { completedPreview } from '../rows/preview-rows.ts';

/** A message that others may answer. */
export interface Earlier {
  readonly guid: string;
  readonly text: string;
  /** Null is the owner. */
  readonly author: string | null;
  /** How a tapback names it. */
  readonly target: string;
  /** The first message of the thread that it is in. */
  readonly thread: string;
  /** Who has tapped back already. */
  readonly tappedBy: Set<string | null>;
}

export interface TrafficRow {
  readonly guid: string;
  /** From 0 to 1: which kind, and which of that kind. */
  readonly kind: number;
  readonly detail: number;
  readonly phrase: string;
  readonly service: string;
  readonly author: string | null;
  readonly sentMs: number;
  /** Newest first. */
  readonly recent: readonly Earlier[];
  /** Null where the files of the row are in iCloud only. */
  readonly writeAttachment: ((path: string, bytes: Uint8Array) => void) | null;
}

export interface MadeRow {
  readonly guid: string;
  readonly text: string;
  /** Default: the text. */
  readonly pieces?: readonly BodyPiece[];
  readonly row?: Partial<MessageInput>;
  readonly attachments?: readonly AttachmentInput[];
  /** Absent for what nobody answers. */
  readonly earlier?: Earlier;
}

/** The kind by its share of all rows, up to a sum; what is left is plain text. */
export function trafficMessage(row: TrafficRow): MadeRow {
  if (row.kind < 0.09) return tapback(row) ?? text(row);
  if (row.kind < 0.15) return reply(row) ?? text(row);
  if (row.kind < 0.19) return preview(row);
  if (row.kind < 0.23) return picture(row);
  if (row.kind < 0.24) return voiceMemo(row);
  return text(row);
}

function answerable(row: TrafficRow, words: string, target = `p:0/${row.guid}`): Earlier {
  const { guid, author } = row;
  return { guid, text: words, author, target, thread: guid, tappedBy: new Set() };
}

function text(row: TrafficRow): MadeRow {
  return { guid: row.guid, text: row.phrase, earlier: answerable(row, row.phrase) };
}

/** Nobody has more than one on a message; none where nothing is there to tap back to. */
function tapback({ guid, author, service, detail, recent }: TrafficRow): MadeRow | null {
  if (service !== 'iMessage') return null;
  const target = recent.find((earlier) => earlier.author !== author && !earlier.tappedBy.has(author));
  if (!target) return null;
  target.tappedBy.add(author);
  const reaction = CLASSIC_TAPBACKS[Math.floor(detail * CLASSIC_TAPBACKS.length)]!;
  const association = {
    target: target.target,
    type: tapbackType(reaction, false),
    range: { location: 0, length: target.text.length },
  };
  const words = target.text === '\uFFFC' ? 'an image' : `“${target.text}”`;
  const sentence = tapbackSentence(reaction, false, words);
  const summary = binaryPlist({ amc: 1, ams: target.text, ust: true });
  return { guid, text: sentence, pieces: [{ text: sentence }], row: { association, summary } };
}

function reply(row: TrafficRow): MadeRow | null {
  const { guid, author, service, phrase, recent } = row;
  const answered = recent.at(-1);
  if (service !== 'iMessage' || !answered) return null;
  const thread = { originatorGuid: answered.thread, originatorPart: `0:0:${answered.text.length}` };
  const earlier = { ...answerable(row, phrase), author, thread: answered.thread };
  return { guid, text: phrase, row: { thread }, earlier };
}

function preview(row: TrafficRow): MadeRow {
  const { guid, service, detail, sentMs, writeAttachment } = row;
  const link = `https://example.com/articles/${Math.floor(detail * 1e6)}`;
  const made = { guid, text: link, pieces: linkPieces(link) };
  // By SMS it is nothing but a text.
  if (service === 'SMS') return { ...made, earlier: answerable(row, link) };
  const { attachments, payload } = completedPreview(guid, link, sentMs, writeAttachment ?? (() => {}));
  return {
    ...made,
    row: { balloon: { bundleId: URL_BALLOON, payload: () => payload } },
    attachments,
    earlier: answerable(row, link, `bp:${guid}`),
  };
}

function attachment(row: TrafficRow, name: string, userInfo?: Buffer): AttachmentInput {
  const { guid, author, sentMs, writeAttachment } = row;
  const kind = fileKind(name);
  const attachmentGuid = `at_0_${guid}`;
  const file = attachmentFile(attachmentGuid, name);
  writeAttachment?.(file.path, kind.bytes);
  return {
    guid: attachmentGuid,
    filename: file.filename,
    uti: kind.uti,
    mimeType: kind.mimeType,
    transferName: name,
    transferState: writeAttachment ? 5 : 0,
    totalBytes: kind.bytes.length,
    isHidden: false,
    createdMs: sentMs,
    isOutgoing: author === null,
    ...(userInfo && { userInfo }),
  };
}

function picture(row: TrafficRow): MadeRow {
  const { guid, detail, phrase } = row;
  const name = `IMG_${String(Math.floor(detail * 10_000)).padStart(4, '0')}.${detail < 0.6 ? 'HEIC' : 'jpeg'}`;
  const file = attachment(row, name);
  const caption = detail < 0.3 ? phrase : '';
  return {
    guid,
    text: caption,
    pieces: [{ attachmentGuid: file.guid }, { text: caption }],
    attachments: [file],
    earlier: answerable(row, '\uFFFC'),
  };
}

function voiceMemo(row: TrafficRow): MadeRow {
  const file = attachment(row, VOICE_MEMO_NAME, binaryPlist({ 'audio-transcription': row.phrase }));
  return {
    guid: row.guid,
    text: '',
    pieces: [{ attachmentGuid: file.guid }],
    row: { isAudio: true },
    attachments: [file],
  };
}
