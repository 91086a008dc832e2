import type { BodyPiece } from '../../chat-db/blobs/body-pieces.ts';
import { type FormatRange, formatRanges, formattedPieces } from '../../chat-db/blobs/formatted-text.ts';
import { placeholderPayload } from '../../chat-db/blobs/payload.ts';
import { targetByGuid, threadOf } from '../../chat-db/write/find-target.ts';
import { type MessageInput, URL_BALLOON } from '../../chat-db/write/messages.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import type { WorldEvent } from '../../device/device.ts';
import { derivedMs, messageGuid } from '../event/derived.ts';
import { badField, durationField, flagField, onlyFields, serviceField, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { ghostRow } from '../rows/ghost-row.ts';
import { addressOf, linkedPieces, linkPieces } from '../rows/linked-text.ts';
import { ownAttachmentGuid, ownSend, partOfFile } from '../rows/own-send.ts';
import { placedOn, stickerField, stickerGuid } from '../rows/own-sticker.ts';
import { completePreview } from '../rows/preview-rows.ts';
import { FATE_FIELDS, fateField, fileField } from '../rows/send-fate.ts';
import { targetField } from './script-send.ts';

const FIELDS = [
  'chatGuid',
  'service',
  'parts',
  'file',
  'audio',
  'sticker',
  'link',
  'subject',
  'effectId',
  'replyTo',
  'replyPart',
  'guid',
  'deferMs',
  ...FATE_FIELDS,
] as const;

/** One stretch of text with its own number of a part. */
interface TextPart {
  readonly text: string;
  readonly formatting?: unknown;
}

function partsField(event: WorldEvent): readonly TextPart[] {
  const { parts = [] } = event;
  if (Array.isArray(parts) && parts.every((part) => typeof part?.text === 'string')) return parts;
  throw badField(event, 'parts', 'give a list of { text, formatting? }');
}

function textPieces({ text, formatting }: TextPart): BodyPiece[] {
  const ranges = formatRanges(formatting, text.length);
  return ranges.length === 0 ? linkedPieces(text) : formattedPieces(text, ranges);
}

/** How they look, as one text. */
function stylesOf(parts: readonly TextPart[]): FormatRange[] {
  let before = 0;
  return parts.flatMap(({ text, formatting }) => {
    const at = before;
    before += text.length;
    return formatRanges(formatting, text.length).map((range) => ({ ...range, start: range.start + at }));
  });
}

/** The words of all parts, without the line that puts them apart from a file. */
function textOf(parts: readonly TextPart[], hasFile: boolean): string {
  const text = parts.map((part) => part.text).join('');
  return hasFile ? text.replace(/\n$/, '') : text;
}

const apart = ([first, ...rest]: readonly BodyPiece[]): BodyPiece[] =>
  first && 'text' in first ? [{ ...first, startsPart: true }, ...rest] : rest;

/** What a message has beside its words: a subject, an effect, the thread it answers in, sound. */
function modifiers(event: WorldEvent, writer: ChatWriter): Partial<MessageInput> {
  const { subject, effectId, replyTo } = event;
  const target = typeof replyTo === 'string' ? targetByGuid(writer, replyTo) : null;
  return {
    ...(typeof subject === 'string' && { subject }),
    ...(typeof effectId === 'string' && { effectId }),
    // A message that is not there can be answered no more: the answer stands for itself.
    ...(target && { thread: threadOf(target, durationField(event, 'replyPart', 0)) }),
    ...(flagField(event, 'audio', false) && { isAudio: true }),
  };
}

/**
 * What Messages does when the helper in it sends: `{ chatGuid, service?, parts?, file?, audio?, link?, subject?,
 * effectId?, replyTo?, replyPart?, guid?, deferMs?, fate?, error?, errorMs?, flipMs?, sticker? }`. `parts` is a list of
 * `{ text, formatting? }`, a part of the message each; the file is the last one. `link` sends a URL with its
 * preview. `sticker` says that the file is one, and what it is put on. `guid` is the GUID that the sender has chosen. `deferMs` (default 0) is how long Messages looks at the
 * text before it sends. `fate` is for faults: `ghost`, `failed` or `flipped`.
 */
export const bridgeSend: ExpandEvent = (event, context) => {
  onlyFields(event, FIELDS);
  const { eventId, atMs } = context;
  const guid = event.guid === undefined ? messageGuid(eventId) : textField(event, 'guid');
  const conversation = targetField(event);
  const rowDelayMs = durationField(event, 'deferMs', 0) + derivedMs(eventId, 'row', 20, 120);
  const fate = fateField(event);
  if (fate.isGhost) return [ghostRow(guid, conversation, atMs + rowDelayMs, context)];
  const link = event.link === undefined ? null : textField(event, 'link');
  const parts = partsField(event);
  const sticker = stickerField(event);
  const plain = fileField(event);
  const file = plain && sticker ? { ...plain, stickerGuid: stickerGuid(guid) } : plain;
  const words = parts.flatMap((part, index) => (index === 0 ? textPieces(part) : apart(textPieces(part))));
  const pieces: BodyPiece[] = link === null ? [...words] : linkPieces(link);
  if (file) pieces.push({ attachmentGuid: file.stickerGuid ?? ownAttachmentGuid(guid, partOfFile(pieces)) });
  const send = {
    transport: 'bridge' as const,
    guid,
    conversation,
    service: serviceField(event),
    text: link ?? textOf(parts, file !== undefined),
    styles: stylesOf(parts),
    pieces,
    ...(link !== null && {
      balloon: { bundleId: URL_BALLOON, payload: () => placeholderPayload(addressOf(link)) },
    }),
    ...(file && { file }),
    rowDelayMs,
    fate,
    row: (writer: ChatWriter) => ({
      ...modifiers(event, writer),
      ...(sticker && placedOn(writer, sticker)),
    }),
  };
  const writes = ownSend(send, context);
  if (link === null) return writes;
  const previewMs = atMs + rowDelayMs + derivedMs(eventId, 'preview', 50, 300);
  return [...writes, { atMs: previewMs, apply: (mac) => completePreview(mac, { guid, link }, previewMs) }];
};
