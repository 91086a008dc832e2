import { appleNs } from '../schema/apple-time.ts';
import { waitsToBeSent } from './schedules.ts';
import type { ChatWriter } from './writer.ts';

/** Receipts come for messages of the owner in a DM, and not for SMS. */
const TAKES_RECEIPT = `is_from_me = 1 AND service != 'SMS' AND NOT EXISTS (SELECT 1 FROM chat_message_join AS link
  JOIN chat ON chat.ROWID = link.chat_id WHERE link.message_id = message.ROWID AND chat.style = 43)`;

const MARK_DELIVERED = `UPDATE message SET is_delivered = 1, date_delivered = ?
  WHERE guid = +? AND is_delivered = 0 AND ${TAKES_RECEIPT}`;

/**
 * Marks an outgoing message as delivered. SMS hardly ever is, and group messages never are (file-7): of
 * those the row stays as it is.
 *
 * @param deliveredMs when, in Unix milliseconds; null leaves `date_delivered` 0, as on many real rows
 */
export function markDelivered(writer: ChatWriter, guid: string, deliveredMs: number | null): void {
  const date = deliveredMs === null ? 0 : appleNs(deliveredMs);
  writer.save(() => writer.statement(MARK_DELIVERED).run(date, guid));
}

const MARK_READ = `UPDATE message SET is_read = 1, date_read = ?, is_delivered = 1
  WHERE guid = +? AND is_read = 0 AND ${TAKES_RECEIPT}`;

/**
 * Marks an outgoing message of a DM as read by the other side, which takes a read receipt from there.
 *
 * @param readMs Unix milliseconds.
 */
export function markReadByPeer(writer: ChatWriter, guid: string, readMs: number): void {
  writer.save(() => writer.statement(MARK_READ).run(appleNs(readMs), guid));
}

const UNREAD = `UPDATE message SET is_read = 1, date_read = ?
  WHERE is_read = 0 AND is_from_me = 0 AND ROWID IN (SELECT message_id FROM chat_message_join WHERE chat_id = +?)`;
const LAST_READ = `UPDATE chat SET last_read_message_timestamp =
    COALESCE((SELECT MAX(message_date) FROM chat_message_join WHERE chat_id = chat.ROWID), 0)
  WHERE ROWID = +?`;

/**
 * Marks everything that came in as read by the owner, on whichever device: all unread rows of the chat in one
 * go, and the chat itself (file-9, incoming text, 5).
 *
 * @param readMs Unix milliseconds.
 */
export function markChatRead(writer: ChatWriter, chatRowid: number, readMs: number): void {
  writer.save(() => {
    if (writer.has('message', 'is_read')) writer.statement(UNREAD).run(appleNs(readMs), chatRowid);
    if (writer.has('chat', 'last_read_message_timestamp')) writer.statement(LAST_READ).run(chatRowid);
  });
}

const newestOwn = (writer: ChatWriter) => `SELECT message.guid AS guid FROM chat_message_join AS link
  JOIN message ON message.ROWID = link.message_id
  WHERE link.chat_id = +? AND message.is_from_me = 1 AND message.item_type = 0
    AND message.associated_message_type = 0 AND ${waitsToBeSent(writer, 'message', false)}
  ORDER BY link.message_date DESC, link.message_id DESC LIMIT 1`;

/** The GUID of the newest message of the owner in a chat, tapbacks and the like left out; null without one. */
export function newestOwnMessage(writer: ChatWriter, chatRowid: number): string | null {
  const found = writer.statement(newestOwn(writer)).get(chatRowid) as { guid: string } | undefined;
  return found?.guid ?? null;
}

const MARK_UNREAD = `UPDATE message SET is_read = 0, date_read = 0 WHERE is_from_me = 0 AND ROWID =
    (SELECT MAX(link.message_id) FROM chat_message_join AS link
      JOIN message AS other ON other.ROWID = link.message_id
      WHERE link.chat_id = +? AND other.is_from_me = 0 AND other.item_type = 0)`;

/** Marks the newest message that came in as unread, which is what makes a chat show as unread. */
export function markChatUnread(writer: ChatWriter, chatRowid: number): void {
  writer.save(() => writer.statement(MARK_UNREAD).run(chatRowid));
}

/** Notes that the other side was notified of an own message all the same; nothing changes on one of theirs. */
export function notifyRecipient(writer: ChatWriter, rowid: number): void {
  const own = writer.statement('SELECT 1 FROM message WHERE ROWID = +? AND is_from_me = 1').get(rowid);
  if (own) writer.save(() => writer.update('message', rowid, { did_notify_recipient: 1 }));
}
