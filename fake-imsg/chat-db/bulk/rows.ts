// Many messages of any kind at once. Slower than plain texts in bulk, still thousands a second.

import type { Owner } from '../schema/owner.ts';
import { type AttachmentInput, attach } from '../write/attachments.ts';
import type { ChatRef } from '../write/chats.ts';
import { type MessageInput, messageRow } from '../write/messages.ts';
import type { ChatWriter } from '../write/writer.ts';

/** One conversation while it is being filled. */
export interface BulkChat {
  readonly chat: ChatRef;
  /** `room_name` of a group; null for a DM. */
  readonly room: string | null;
}

export interface BulkMessage {
  readonly input: MessageInput;
  readonly attachments?: readonly AttachmentInput[];
}

/** Inserts a message and joins it to its chat; for use within `inBulk`. */
export type InsertMessage = (into: BulkChat, message: BulkMessage) => void;

export function bulkInserter(writer: ChatWriter, owner: Owner): InsertMessage {
  const join = writer.db.prepare(
    'INSERT INTO chat_message_join (chat_id, message_id, message_date) VALUES (?, ?, ?)',
  );
  const previous = new Map<number, string>();
  return ({ chat, room }, { input, attachments = [] }) => {
    const row = messageRow(input, previous.get(chat.rowid) ?? null, owner);
    const rowid = writer.insert('message', { ...row, cache_roomnames: room });
    join.run(chat.rowid, rowid, row.date);
    previous.set(chat.rowid, input.guid);
    for (const attachment of attachments) attach(writer, input.guid, attachment);
  };
}
