import { POLL_BALLOON, type PollItem, pollIn } from '../../chat-db/blobs/poll-payload.ts';
import { findChat } from '../../chat-db/write/chats.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import type { Origin } from '../rows/incoming.ts';

export interface NewestPoll {
  readonly guid: string;
  /** Its newest row that has its options: its own, or that of an option that was added. */
  readonly state: string;
  readonly item: PollItem;
}

// What begins a poll points at itself once something was added to it (file-6).
const BEGUN = `SELECT message.guid AS guid, message.payload_data AS payload FROM chat_message_join AS link
  JOIN message ON message.ROWID = link.message_id
  WHERE link.chat_id = +? AND message.balloon_bundle_id = +? AND message.associated_message_type IN (0, 3)
  ORDER BY message.ROWID DESC LIMIT 1`;
const ADDED = `SELECT guid, payload_data AS payload FROM message
  WHERE associated_message_guid = ? AND associated_message_type = 2 ORDER BY ROWID DESC LIMIT 1`;

interface Row {
  readonly guid: string;
  readonly payload: Uint8Array;
}

/** The newest poll of the chat where somebody does something; null = there is none. */
export function newestPoll(writer: ChatWriter, { conversation, service }: Origin): NewestPoll | null {
  const chat = writer.has('message', 'balloon_bundle_id') && findChat(writer, conversation, service);
  const begun = chat ? (writer.statement(BEGUN).get(chat.rowid, POLL_BALLOON) as Row | undefined) : undefined;
  if (!begun) return null;
  const newest = (writer.statement(ADDED).get(begun.guid) as Row | undefined) ?? begun;
  const item = pollIn(newest.payload);
  return item && { guid: begun.guid, state: newest.guid, item };
}
