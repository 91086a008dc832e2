// What the owner deletes: "Recently Deleted" keeps it for a while (file-9, deleting).

import { appleNs } from '../schema/apple-time.ts';
import type { ChatRef } from './chats.ts';
import type { ChatWriter } from './writer.ts';

const REMEMBER = `INSERT OR IGNORE INTO chat_recoverable_message_join (chat_id, message_id, delete_date)
  SELECT chat_id, message_id, ? FROM chat_message_join WHERE chat_id = ?`;
const LEAVE_CHAT = 'DELETE FROM chat_message_join WHERE chat_id = ?';

/**
 * Moves all messages of a chat to Recently Deleted. They are remembered before they leave the chat, or a trigger
 * would delete them. The chat itself stays. Files of macOS 12 know no such place: there they are gone at once.
 *
 * @param deletedMs Unix milliseconds.
 */
export function deleteConversation(writer: ChatWriter, chat: ChatRef, deletedMs: number): void {
  writer.save(() => {
    if (writer.has('chat_recoverable_message_join')) {
      writer.statement(REMEMBER).run(appleNs(deletedMs), chat.rowid);
    }
    writer.statement(LEAVE_CHAT).run(chat.rowid);
  });
}

const REMEMBER_ONE = `INSERT OR IGNORE INTO chat_recoverable_message_join (chat_id, message_id, delete_date)
  SELECT chat_id, message_id, ? FROM chat_message_join WHERE message_id = ?`;
const LEAVE_CHATS = 'DELETE FROM chat_message_join WHERE message_id = ?';

/**
 * Moves one message to Recently Deleted; where there is no such place it is gone at once.
 *
 * @param deletedMs Unix milliseconds; a fraction is kept.
 */
export function deleteMessage(writer: ChatWriter, rowid: number, deletedMs: number): void {
  if (!writer.has('chat_recoverable_message_join')) {
    deleteForGood(writer, rowid);
    return;
  }
  writer.save(() => {
    writer.statement(REMEMBER_ONE).run(appleNs(deletedMs), rowid);
    writer.statement(LEAVE_CHATS).run(rowid);
  });
}

const DELETED_AT = 'SELECT message_id AS rowid FROM chat_recoverable_message_join WHERE delete_date = ?';

/** The message that went to Recently Deleted at exactly this time; null without one. */
export function deletedAt(writer: ChatWriter, deletedMs: number): number | null {
  if (!writer.has('chat_recoverable_message_join')) return null;
  const found = writer.statement(DELETED_AT).get(appleNs(deletedMs)) as { rowid: number } | undefined;
  return found?.rowid ?? null;
}

/**
 * Deletes a message, wherever it is. Where it is in a chat or recently deleted, leaving that deletes it, by
 * trigger, which notes its GUID; files without triggers need the last statement.
 */
export function deleteForGood(writer: ChatWriter, rowid: number): void {
  writer.save(() => {
    if (writer.has('chat_recoverable_message_join')) {
      writer.statement('DELETE FROM chat_recoverable_message_join WHERE message_id = ?').run(rowid);
    }
    writer.statement(LEAVE_CHATS).run(rowid);
    writer.statement('DELETE FROM message WHERE ROWID = ?').run(rowid);
  });
}
