import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import { partAt } from '../../chat-db/write/find-target.ts';
import type { Association } from '../../chat-db/write/messages.ts';
import { deleteEarlierTapbacks } from '../../chat-db/write/tapbacks.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import { changeOf, type MessageChange, placeOf, targetOf } from '../changes/message-change.ts';
import { derivedFraction, derivedMs, messageGuid } from '../event/derived.ts';
import { choiceField, delayField, flagField, indexField, onlyFields } from '../event/fields.ts';
import type { EventContext, ExpandEvent, TimedWrite } from '../event/timed-write.ts';
import { fileKind } from '../files/file-kinds.ts';
import { fileDelayMs, fileRow, type SentFile, transfers } from '../rows/file-row.ts';
import { INCOMING_FIELDS, originOf } from '../rows/incoming.ts';
import { joinTextRow, writeTextRow } from '../rows/message-writes.ts';

const NAME = 'sticker.heic';
const STICKER: SentFile = { ...fileKind(NAME), name: NAME, isSticker: true };
const TYPES = { placed: 1000, tapback: 2007, removed: 3007 } as const;

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
  const type = isRemoved ? TYPES.removed : isTapback ? TYPES.tapback : TYPES.placed;
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
  const insert: TimedWrite = {
    atMs,
    apply({ writer }) {
      const conversation = placeOf(writer, sticker);
      const association = spot(writer, sticker);
      if (!conversation || !association) return;
      const message = {
        guid,
        text: '',
        pieces: [{ attachmentGuid: derivedGuid(guid, 'sticker') }],
        conversation,
        service: 'iMessage',
        sender: sticker.actor,
        flavour: 'incoming' as const,
        textInBodyOnly: false,
        sentMs: atMs + 0.05 + 0.4 * derivedFraction(guid, 'date'),
        row: { association },
      };
      if (sticker.type !== TYPES.placed)
        deleteEarlierTapbacks(writer, association.target, sticker.actor, guid);
      writeTextRow(writer, message, owner);
    },
  };
  const join: TimedWrite = {
    atMs: atMs + derivedMs(eventId, 'join', 1, 50),
    apply({ writer }) {
      const conversation = placeOf(writer, sticker);
      if (conversation) joinTextRow(writer, guid, conversation);
    },
  };
  const file = { guid, files: [STICKER], fileMs: sticker.fileMs, origin: { sentMs: atMs } };
  return [insert, join, ...transfers(file, atMs)];
}

function spot(writer: ChatWriter, sticker: Placed): Association | null {
  const target = targetOf(writer, sticker);
  if (!target) return null;
  const { part, type } = sticker;
  const { location, length } = partAt(target, part) ?? { location: 0, length: 1 };
  return { target: `p:${part}/${target.guid}`, type, range: { location, length } };
}
