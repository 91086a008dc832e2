import { type ChatRef, chatByGuid, ensureChat } from '../../chat-db/write/chats.ts';
import { ensureHandle } from '../../chat-db/write/handles.ts';
import { findMessage, joinMessage, messageRow } from '../../chat-db/write/messages.ts';
import { insertRaw } from '../../chat-db/write/raw-rows.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import type { WorldEvent } from '../../device/device.ts';
import { columnsField } from '../event/columns.ts';
import { conversationField, conversationOfGuid } from '../event/conversation.ts';
import { messageGuid } from '../event/derived.ts';
import { badField, delayField, handleField, onlyFields, textField, timeField } from '../event/fields.ts';
import type { ExpandEvent, TimedWrite } from '../event/timed-write.ts';
import { fileKind } from '../files/file-kinds.ts';
import { fileDelayMs, transfers } from '../rows/file-row.ts';
import { joinDelayMs } from '../rows/message-writes.ts';

/**
 * A row of `message` as it stands: `{ text?, from?, chat?, sentMs?, service?, joinMs?, files?, fileMs?, columns? }`.
 * It has the text in its column and no body; without `from` it has no handle. `chat` is a chat that is there, by
 * its guid, whatever else its row says; else as for other events; without it and without `from` it stands in none.
 * `files` are names, `columns` anything else that the row has, or has instead: `{ is_from_me: 1, date: 0 }`.
 */
export const row: ExpandEvent = (event, context) => {
  onlyFields(event, [
    ...['text', 'from', 'chat', 'sentMs', 'service', 'joinMs', 'files', 'fileMs', 'columns'],
  ]);
  const { atMs, eventId, owner } = context;
  const columns = columnsField(event, 'message');
  const guid = typeof columns.guid === 'string' ? columns.guid : messageGuid(eventId);
  const from = event.from === undefined ? null : handleField(event, 'from');
  const service = event.service === undefined ? 'iMessage' : textField(event, 'service');
  const sentMs = timeField(event, 'sentMs', atMs);
  const text = event.text === undefined ? null : textField(event, 'text');
  const files = filesField(event);
  const placeIn = placeOf(event, from, service);
  const insert: TimedWrite = {
    atMs,
    apply({ writer }) {
      const handleRowid = from === null ? 0 : ensureHandle(writer, from, service);
      placeIn(writer, owner);
      const body = { text, attributedBody: null, partCount: 1, hasDetectedData: false };
      const input = { ...body, guid, service, handleRowid, isFromMe: false, sentMs };
      const usual = messageRow({ ...input, hasAttachments: files.length > 0 }, null, owner);
      insertRaw(writer, 'message', { ...usual, ...columns, guid });
    },
  };
  const joinMs = delayField(event, 'joinMs') ?? joinDelayMs({ guid, service });
  const join: TimedWrite = {
    atMs: atMs + (joinMs === 'never' ? 0 : joinMs),
    apply({ writer }) {
      const message = findMessage(writer, guid);
      const chat = placeIn(writer, owner);
      if (message && chat) joinMessage(writer, message.rowid, chat);
    },
  };
  const fileMs = delayField(event, 'fileMs') ?? fileDelayMs(eventId);
  const sent = files.map((name) => ({ ...fileKind(name), name }));
  return [
    insert,
    ...(joinMs === 'never' ? [] : [join]),
    ...transfers({ guid, origin: { sentMs }, files: sent, fileMs }, atMs),
  ];
};

type Owner = Parameters<ExpandEvent>[1]['owner'];

/** Finds or makes the chat in which the row will stand; null = in none. */
function placeOf(
  event: WorldEvent,
  from: string | null,
  service: string,
): (writer: ChatWriter, owner: Owner) => ChatRef | null {
  const { chat } = event;
  if (chat === undefined && from === null) return () => null;
  const others = from === null ? [] : [from];
  const isGuid = typeof chat === 'string' && chat.includes(';');
  const conversation = isGuid ? conversationOfGuid(chat, others) : conversationField(event, others);
  return (writer, owner) =>
    (isGuid && chatByGuid(writer, chat)) || ensureChat(writer, conversation, service, owner);
}

function filesField(event: WorldEvent): readonly string[] {
  const { files = [] } = event;
  const isList = Array.isArray(files) && files.every((name) => typeof name === 'string' && name !== '');
  if (!isList) throw badField(event, 'files', 'give a list of names, such as ["IMG_0001.HEIC"]');
  return files as readonly string[];
}
