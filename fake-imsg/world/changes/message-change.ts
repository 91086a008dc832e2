// Somebody does something to a message that is there: which one, whose, where. It is looked up at the moment it
// happens, since what is there then is what can be acted on.

import { appleNs } from '../../chat-db/schema/apple-time.ts';
import { type Conversation, findChat } from '../../chat-db/write/chats.ts';
import { type Author, newestTarget, type Target, targetByGuid } from '../../chat-db/write/find-target.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import type { WorldEvent } from '../../device/device.ts';
import { conversationField, conversationOfGuid } from '../event/conversation.ts';
import { derivedFraction } from '../event/derived.ts';
import { badField, choiceField, handleField, onlyFields, textField } from '../event/fields.ts';
import type { EventContext, Mac } from '../event/timed-write.ts';

/** Fields of every event that is done to a message by somebody, or by the owner where there is no `from`. */
export const CHANGE_FIELDS = ['from', 'to', 'chat', 'message', 'saying'] as const;

export interface MessageChange {
  /** Who does it; null is the owner. */
  readonly actor: string | null;
  /** Where, if the event says so. */
  readonly conversation: Conversation | null;
  /** The GUID of the message, or what it says, the newest such message counting; both null = the newest one. */
  readonly message: string | null;
  readonly saying: string | null;
}

/**
 * Reads `CHANGE_FIELDS`: `{ from?, to? | chat?, message? | saying? }`. Refuses fields besides these and `others`.
 * Where it is follows from `chat` or `to`, from the message by its GUID, or from `from`: the DM.
 */
export function changeOf(event: WorldEvent, others: readonly string[]): MessageChange {
  onlyFields(event, [...CHANGE_FIELDS, ...others]);
  const actor = event.from === undefined ? null : handleField(event, 'from');
  const to = event.to === undefined ? null : handleField(event, 'to');
  if (to !== null && actor !== null) throw badField(event, 'to', 'remove it: "to" is for the owner only');
  const message = event.message === undefined ? null : textField(event, 'message');
  const saying = event.saying === undefined ? null : textField(event, 'saying');
  if (message !== null && saying !== null) {
    throw badField(event, 'saying', 'name the message either by its GUID or by what it says');
  }
  const other = to ?? actor;
  const isSaid = event.chat !== undefined || to !== null;
  // A person may act on a message of a group, which is known by the message.
  if (!isSaid && message !== null) return { actor, conversation: null, message, saying };
  return { actor, conversation: conversationField(event, other === null ? [] : [other]), message, saying };
}

/** Whether imsg's helper does it for the owner, `here: helper`, rather than another device of theirs. */
export const isByHelper = (event: WorldEvent): boolean =>
  event.here !== undefined && choiceField(event, 'here', ['helper']) === 'helper';

/** Where a change happens; null where the message that would tell is not there. */
export function placeOf(
  writer: ChatWriter,
  { conversation, message, actor }: MessageChange,
): Conversation | null {
  if (conversation) return conversation;
  const found = message === null ? null : conversationOfMessage(writer, message);
  return found ?? (actor === null ? null : { kind: 'dm', address: actor });
}

const CHAT_OF = `SELECT chat.guid AS guid FROM message
  JOIN chat_message_join AS link ON link.message_id = message.ROWID JOIN chat ON chat.ROWID = link.chat_id
  WHERE message.guid = ? ORDER BY chat.ROWID LIMIT 1`;

function conversationOfMessage(writer: ChatWriter, guid: string): Conversation | null {
  const chat = writer.statement(CHAT_OF).get(guid) as { guid: string } | undefined;
  return chat ? conversationOfGuid(chat.guid, []) : null;
}

/**
 * The message that a change is done to; null where there is none.
 *
 * @param waits Of those that are still to be sent, unless it is named by its GUID.
 */
export function targetOf(
  writer: ChatWriter,
  change: MessageChange,
  author: Author = 'anyone',
  waits = false,
): Target | null {
  if (change.message !== null) return targetByGuid(writer, change.message);
  const place = placeOf(writer, change);
  const chat = place && findChat(writer, place, 'iMessage');
  return chat ? newestTarget(writer, chat, author, change.saying, waits) : null;
}

const CHANGED_AT = `SELECT 1 FROM chat_message_join AS link JOIN message ON message.ROWID = link.message_id
  WHERE link.chat_id = +? AND message.date_edited = ?`;

/** What goes by the carrier stays as it is. */
const BY_CARRIER: ReadonlySet<string> = new Set(['SMS', 'RCS']);

/**
 * The message of theirs that somebody changes at a time, which no other event has. Null where there is none, or
 * where it has been changed: it may no longer be found by what it said.
 */
export function changeableTarget(
  writer: ChatWriter,
  change: MessageChange,
  changedMs: number,
): Target | null {
  const { actor } = change;
  const place = placeOf(writer, change);
  const chat = place && findChat(writer, place, 'iMessage');
  const hasDate = writer.has('message', 'date_edited');
  if (chat && hasDate && writer.statement(CHANGED_AT).get(chat.rowid, appleNs(changedMs))) return null;
  const target = targetOf(writer, change, actor === null ? 'me' : { handle: actor });
  return target?.isFromMe === (actor === null) && !BY_CARRIER.has(target.service) ? target : null;
}

/** When somebody changes a message, by the clock of their device; the fraction is that of this event alone. */
export function changeTimeMs(
  { actor }: MessageChange,
  mac: Pick<Mac, 'state'>,
  { eventId, atMs }: Pick<EventContext, 'eventId' | 'atMs'>,
): number {
  const offsetMs = actor === null ? mac.state().clockOffsetMs : 0;
  return Math.trunc(atMs + offsetMs) + 0.05 + 0.9 * derivedFraction(eventId, 'changed');
}
