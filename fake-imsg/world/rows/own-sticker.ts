// Stickers as rows (file-6, file-8): what any has, and those of the owner that leave this Mac.

import { binaryPlist } from '../../chat-db/blobs/binary-plist.ts';
import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import { partAt, type Target, targetByGuid } from '../../chat-db/write/find-target.ts';
import type { Association, MessageInput } from '../../chat-db/write/messages.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import type { WorldEvent } from '../../device/device.ts';
import { badField } from '../event/fields.ts';

/** `associated_message_type` of a sticker that lies on a message, is used as a tapback, and is taken off as one (file-6). */
export const STICKER_TYPES = { placed: 1000, tapback: 2007, removed: 3007 } as const;

/** Of `message_summary_info`, as the helper gives it to a sticker that it puts on a message. */
const SUMMARY = { eogcd: 3, ust: true };

export interface OwnSticker {
  /** The GUID of the message that it is put on, and which part of it; null = it stands by itself. */
  readonly on: string | null;
  readonly part: number;
}

/** The GUID of the file of a sticker, which has that of no part. */
export const stickerGuid = (messageGuid: string): string => derivedGuid(messageGuid, 'sticker');

/** `{ on?, part? }`; null where the event sends no sticker. */
export function stickerField(event: WorldEvent): OwnSticker | null {
  const { sticker } = event;
  if (sticker === undefined) return null;
  const { on = null, part = 0 } = (sticker ?? {}) as Partial<Record<'on' | 'part', unknown>>;
  const isNamed = on === null || typeof on === 'string';
  const isObject = typeof sticker === 'object' && sticker !== null && !Array.isArray(sticker);
  if (isObject && isNamed && typeof part === 'number') return { on, part };
  throw badField(event, 'sticker', 'give { on?, part? }, or {} for one by itself');
}

/** What a sticker is to the part of the message that it is put on. */
export function stickerOnPart(target: Target, part: number, type: number): Association {
  const { location, length } = partAt(target, part) ?? { location: 0, length: 1 };
  return { target: `p:${part}/${target.guid}`, type, range: { location, length } };
}

/** What it does to the message that it is put on; nothing where that is gone. */
export function placedOn(writer: ChatWriter, { on, part }: OwnSticker): Partial<MessageInput> {
  const target = on === null ? null : targetByGuid(writer, on);
  if (!target) return {};
  return { association: stickerOnPart(target, part, STICKER_TYPES.placed), summary: binaryPlist(SUMMARY) };
}
