// A sticker of the owner's that leaves this Mac (file-6, file-8).

import { binaryPlist } from '../../chat-db/blobs/binary-plist.ts';
import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import { partAt, targetByGuid } from '../../chat-db/write/find-target.ts';
import type { MessageInput } from '../../chat-db/write/messages.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import type { WorldEvent } from '../../device/device.ts';
import { badField } from '../event/fields.ts';

/** `associated_message_type` of a sticker that lies on a message. */
const PLACED = 1000;

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

/** What it does to the message that it is put on. */
export function placedOn(writer: ChatWriter, { on, part }: OwnSticker): Partial<MessageInput> {
  if (on === null) return {};
  const target = targetByGuid(writer, on);
  const { location, length } = (target && partAt(target, part)) ?? { location: 0, length: 1 };
  return {
    association: { target: `p:${part}/${on}`, type: PLACED, range: { location, length } },
    summary: binaryPlist(SUMMARY),
  };
}
