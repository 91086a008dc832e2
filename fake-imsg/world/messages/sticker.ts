import type { Association } from '../../chat-db/write/messages.ts';
import { deleteEarlierTapbacks } from '../../chat-db/write/tapbacks.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import { changeOf, type MessageChange, placeOf, targetOf } from '../changes/message-change.ts';
import { derivedFraction, derivedMs, messageGuid } from '../event/derived.ts';
import { choiceField, delayField, flagField, indexField, onlyFields } from '../event/fields.ts';
import type { EventContext, ExpandEvent, TimedWrite } from '../event/timed-write.ts';
import { fileKind } from '../files/file-kinds.ts';
import { delivery } from '../rows/delivery.ts';
import { fileDelayMs, fileRow, type SentFile, transfers } from '../rows/file-row.ts';
import { INCOMING_FIELDS, originOf } from '../rows/incoming.ts';
import { joinTextRow, writeTextRow } from '../rows/message-writes.ts';
import { STICKER_TYPES, stickerGuid, stickerOnPart } from '../rows/own-sticker.ts';

const NAME = 'sticker.heic';
const STICKER: SentFile = { ...fileKind(NAME), name: NAME, isSticker: true };

/** Somebody sends a sticker by itself: `{ from, fileMs?, chat?, sentMs?, service? }` (file-8). */
export const sticker: ExpandEvent = (event, context) => {
  onlyFields(event, [...INCOMING_FIELDS, 'fileMs']);
  const { eventId } = context;
  const fileMs = delayField(event, 'fileMs') ?? fileDelayMs(eventId);
  const row = { guid: messageGuid(eventId), origin: originOf(event, context), files: [STICKER], caption: '' };
  return fileRow({ ...row, fileMs }, context);
};

/**
 * Somebody puts a sticker on a message: `{ part?, as?, remove?, fileMs?, message? | saying?, from?, to? | chat? }`. `as: 'tapback'`
 * is one that is used as a tapback, and `remove` takes that off (file-6). Without `from` it is the owner, on another device;
 * without a message it is the newest one, and where there is none, nothing happens.
 */
export const stickerOn: ExpandEvent = (event, context) => {
  const change = changeOf(event, ['part', 'as', 'remove', 'fileMs']);
  const isTapback = event.as !== undefined && choiceField(event, 'as', ['tapback']) === 'tapback';
  const isRemoved = flagField(event, 'remove', false);
  const type = isRemoved ? STICKER_TYPES.removed : isTapback ? STICKER_TYPES.tapback : STICKER_TYPES.placed;
  const fileMs = delayField(event, 'fileMs') ?? fileDelayMs(context.eventId);
  return placed({ ...change, part: indexField(event, 'part'), type, fileMs }, context);
};

interface Placed extends MessageChange {
  readonly part: number;
  readonly type: number;
  readonly fileMs: number | 'never';
}

function placed(sticker: Placed, { eventId, atMs, owner }: EventContext): TimedWrite[] {
  const guid = messageGuid(eventId);
  const isOwn = sticker.actor === null;
  const joinMs = atMs + derivedMs(eventId, 'join', 1, 50);
  const insert: TimedWrite = {
    atMs,
    apply(mac) {
      const { writer } = mac;
      const conversation = placeOf(writer, sticker);
      const association = spot(writer, sticker);
      if (!conversation || !association) return;
      const message = {
        guid,
        text: '',
        pieces: [{ attachmentGuid: stickerGuid(guid) }],
        conversation,
        service: 'iMessage',
        sender: sticker.actor,
        flavour: 'incoming' as const,
        textInBodyOnly: false,
        sentMs: isOwn
          ? Math.trunc(atMs + mac.state().clockOffsetMs)
          : atMs + 0.05 + 0.4 * derivedFraction(guid, 'date'),
        row: { association },
      };
      if (sticker.type !== STICKER_TYPES.placed)
        deleteEarlierTapbacks(writer, association.target, sticker.actor, guid);
      writeTextRow(writer, message, owner);
    },
  };
  const join: TimedWrite = {
    atMs: joinMs,
    apply({ writer }) {
      const conversation = placeOf(writer, sticker);
      if (conversation) joinTextRow(writer, guid, conversation);
    },
  };
  const file = { guid, files: [STICKER], fileMs: sticker.fileMs, origin: { sentMs: atMs }, isOwn };
  const writes = [insert, join, ...transfers(file, atMs)];
  return isOwn ? [...writes, delivery(guid, eventId, joinMs)] : writes;
}

function spot(writer: ChatWriter, sticker: Placed): Association | null {
  const target = targetOf(writer, sticker);
  return target && stickerOnPart(target, sticker.part, sticker.type);
}
