import { binaryPlist } from '../blobs/binary-plist.ts';
import { appleNs } from '../schema/apple-time.ts';
import type { Owner } from '../schema/owner.ts';
import type { ChatRef } from './chats.ts';
import { type Schedule, waitsToBeSent } from './schedules.ts';
import type { ChatWriter } from './writer.ts';

/** What differs between message rows; everything else follows the conventions of file-3.5. */
export interface MessageInput {
  readonly guid: string;
  /** The text column: NULL or equal to the body's text (file-4.1). */
  readonly text: string | null;
  readonly attributedBody: Buffer | null;
  readonly partCount: number;
  readonly service: string;
  /** Incoming: the sender. Outgoing: the other party of a DM, 0 in a group. */
  readonly handleRowid: number;
  readonly isFromMe: boolean;
  /** When it was sent, in Unix milliseconds; a fraction is kept. */
  readonly sentMs: number;
  readonly hasDetectedData: boolean;
  /** The owner's address that it reached, or left from. Default: the one of the account. */
  readonly ownAddress?: string;
  /** Whether attachments belong to it; their rows come later (file-8). Default false. */
  readonly hasAttachments?: boolean;
  /** Default: an ordinary message without one. */
  readonly balloon?: Balloon;
  /** A voice memo, which expires unless it is kept (file-7). Default false. */
  readonly isAudio?: boolean;
  /**
   * When the row already knows of its delivery and reading as it appears, in Unix milliseconds; null = delivered
   * without a date. Default: an incoming row is delivered and unread, an outgoing one neither.
   */
  readonly deliveredMs?: number | null;
  readonly readMs?: number;
  /** The thread it answers in. Default: none. */
  readonly thread?: Thread;
  /** The line above the text, as `message.subject` has it. Default: none. */
  readonly subject?: string;
  /** Whether it left this Mac; only an own row that is bound to fail has not. Default: every own row has. */
  readonly isSent?: boolean;
  /** `expressive_send_style_id`, whole (file-7). Default: none. */
  readonly effectId?: string;
  /** What it does to another message. Default: nothing. */
  readonly association?: Association;
  /** Where it stands that is to be sent later. Default: it is not. */
  readonly schedule?: Schedule;
  /** What it says of the group, in place of a message. Default: it is a message. */
  readonly item?: Item;
  /** `message_summary_info`. Default: that of any message; items have none. */
  readonly summary?: Buffer;
}

/** What makes a row a note about the group (file-7, item rows). */
export interface Item {
  /** 1 somebody was added or removed, 2 the name changed, 3 somebody left or the photo changed. */
  readonly type: number;
  /** What exactly, by the type. Default 0. */
  readonly action?: number;
  /** The new name; null = it was taken away. */
  readonly title?: string | null;
  /** The handle of whom it concerns, unless that is who did it. Default 0. */
  readonly otherHandle?: number;
}

/** What makes a row a reply (file-7). */
export interface Thread {
  /** The first message of the thread. */
  readonly originatorGuid: string;
  /** `part:location:length`, the range in UTF-16 units. */
  readonly originatorPart: string;
}

/** What makes a row a tapback (file-6). */
export interface Association {
  /** `p:<part>/<GUID>` or `bp:<GUID>`. */
  readonly target: string;
  readonly type: number;
  /** Of the target part, in UTF-16 units. */
  readonly range: { readonly location: number; readonly length: number };
  /** Only where the type does not say which. */
  readonly emoji?: string;
}

/** What makes a row a balloon (file-5). */
export interface Balloon {
  readonly bundleId: string;
  payload(): Buffer;
}

/** `balloon_bundle_id` of a link preview. */
export const URL_BALLOON = 'com.apple.messages.URLBalloonProvider';

const SUMMARY = {
  outgoing: binaryPlist({ ust: true }),
  incoming: binaryPlist({ amc: 0, ust: true }),
  sms: binaryPlist({ cmmS: 0, cmmAO: 0 }),
};

function summaryOf({ service, isFromMe, item }: MessageInput): Buffer | null {
  if (item) return null;
  if (service === 'SMS') return SUMMARY.sms;
  return isFromMe ? SUMMARY.outgoing : SUMMARY.incoming;
}

export interface FoundMessage {
  readonly rowid: number;
  readonly service: string;
}

export function findMessage(writer: ChatWriter, guid: string): FoundMessage | null {
  const row = writer.statement('SELECT ROWID AS rowid, service FROM message WHERE guid = +?').get(guid);
  return (row as FoundMessage | undefined) ?? null;
}

// `+?` for speed, as in write-chats.ts.
const newestOfChat = (writer: ChatWriter) => `SELECT message.guid AS guid FROM chat_message_join AS link
  JOIN message ON message.ROWID = link.message_id
  WHERE link.chat_id = +? AND ${waitsToBeSent(writer, 'message', false)}
  ORDER BY link.message_date DESC, link.message_id DESC LIMIT 1`;

/**
 * Inserts a complete message that belongs to no chat yet, in a commit of its own, and returns its rowid. A
 * message with the same GUID is left as it is.
 *
 * @param chat where it will be joined: `reply_to_guid` names the newest message there, as on nearly every row
 */
export function insertMessage(writer: ChatWriter, input: MessageInput, chat: ChatRef, owner: Owner): number {
  const existing = findMessage(writer, input.guid);
  if (existing !== null) return existing.rowid;
  const previous = writer.statement(newestOfChat(writer)).get(chat.rowid) as { guid: string } | undefined;
  return writer.save(() => writer.insert('message', messageRow(input, previous?.guid ?? null, owner)));
}

/** The columns of a message row, by the conventions of file-3.5. */
export function messageRow(input: MessageInput, previousGuid: string | null, owner: Owner) {
  const fromMe = input.isFromMe ? 1 : 0;
  return {
    guid: input.guid,
    text: input.text,
    handle_id: input.handleRowid,
    subject: input.subject ?? null,
    attributedBody: input.attributedBody,
    version: 10,
    service: input.service,
    account: owner.account,
    account_guid: owner.accountGuid,
    date: appleNs(input.sentMs),
    date_read: input.readMs === undefined ? 0 : appleNs(input.readMs),
    date_delivered: typeof input.deliveredMs === 'number' ? appleNs(input.deliveredMs) : 0,
    // Receiving is delivery; an outgoing row learns of it by an update (file-7).
    is_delivered: input.isFromMe && input.deliveredMs === undefined ? 0 : 1,
    is_read: input.readMs === undefined ? 0 : 1,
    is_finished: 1,
    is_from_me: fromMe,
    is_sent: input.isSent === false ? 0 : fromMe,
    has_dd_results: input.hasDetectedData ? 1 : 0,
    was_data_detected: input.item ? 0 : 1,
    cache_has_attachments: input.hasAttachments ? 1 : 0,
    is_audio_message: input.isAudio ? 1 : 0,
    is_expirable: input.isAudio ? 1 : 0,
    balloon_bundle_id: input.balloon?.bundleId ?? null,
    payload_data: input.balloon?.payload() ?? null,
    date_played: 0,
    item_type: input.item?.type ?? 0,
    other_handle: input.item?.otherHandle ?? 0,
    group_title: input.item?.title ?? null,
    group_action_type: input.item?.action ?? 0,
    message_summary_info: input.summary ?? summaryOf(input),
    associated_message_guid: input.association?.target ?? null,
    associated_message_type: input.association?.type ?? 0,
    associated_message_range_location: input.association?.range.location ?? 0,
    associated_message_range_length: input.association?.range.length ?? 0,
    associated_message_emoji: input.association?.emoji ?? null,
    expressive_send_style_id: input.effectId ?? null,
    thread_originator_guid: input.thread?.originatorGuid ?? null,
    thread_originator_part: input.thread?.originatorPart ?? null,
    ck_record_id: input.isFromMe ? '' : null,
    destination_caller_id: input.ownAddress ?? owner.handle,
    reply_to_guid: previousGuid,
    sort_id: 0,
    time_expressive_send_played: 0,
    date_retracted: 0,
    date_edited: 0,
    part_count: input.partCount,
    schedule_type: input.schedule?.type ?? 0,
    schedule_state: input.schedule?.state ?? 0,
  };
}

const REPLACE_PAYLOAD = 'UPDATE message SET payload_data = ? WHERE guid = +?';

/** Replaces what a balloon shows; the row keeps its rowid, so whoever watches for new rows never sees it. */
export function replacePayload(writer: ChatWriter, guid: string, payload: Buffer): void {
  writer.save(() => writer.statement(REPLACE_PAYLOAD).run(payload, guid));
}

const JOIN = `INSERT OR IGNORE INTO chat_message_join (chat_id, message_id, message_date)
  SELECT ?, ROWID, date FROM message WHERE ROWID = +?`;
const IS_RECENTLY_DELETED =
  'SELECT 1 FROM chat_recoverable_message_join WHERE chat_id = +? AND message_id = +?';

/**
 * Puts a message into a chat, in a commit of its own as Messages does: readers meet the row without a chat
 * before (file-9). Does nothing when it is there already, or recently deleted from there.
 */
export function joinMessage(writer: ChatWriter, messageRowid: number, chat: ChatRef): void {
  if (writer.has('chat_recoverable_message_join')) {
    if (writer.statement(IS_RECENTLY_DELETED).get(chat.rowid, messageRowid)) return;
  }
  writer.save(() => writer.statement(JOIN).run(chat.rowid, messageRowid));
}
