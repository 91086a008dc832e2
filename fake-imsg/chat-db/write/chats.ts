import { binaryPlist, type PlistValue } from '../blobs/binary-plist.ts';
import { readPlist } from '../blobs/plist-reader.ts';
import { derivedGuid } from '../schema/derived-guid.ts';
import type { Owner } from '../schema/owner.ts';
import { ensureHandle } from './handles.ts';
import { addMember, hasLeft, isMember } from './members.ts';
import type { ChatWriter } from './writer.ts';

/** `chat.style`: the ASCII code of the middle field of the guid (file-3.4). */
export const STYLE = { dm: 45, group: 43 } as const;

export type Conversation =
  | { readonly kind: 'dm'; readonly address: string; readonly guid?: string }
  | {
      readonly kind: 'group';
      /** Of its chat, where that is known: whatever else stands in the row, it is this one, also where it is made anew. */
      readonly guid?: string;
      /** `chat` and digits, or 32 hex digits. */
      readonly identifier: string;
      /** Empty when unnamed. */
      readonly name: string;
      /** Everyone but the owner. */
      readonly participants: readonly string[];
    };

export interface ChatRef {
  readonly rowid: number;
  readonly guid: string;
}

// A bare `?` beside ORDER BY would make SQLite compile the statement again at every run; `+?` does not.
const FIND = `SELECT ROWID AS rowid, guid, style, service_name AS service FROM chat
  WHERE chat_identifier = +? AND style = +? ORDER BY ROWID`;
const FIND_GUID = 'SELECT ROWID AS rowid, guid, style, service_name AS service FROM chat WHERE guid = +?';

/** A person's address, or the identifier of a group. */
export const identifierOf = (conversation: Conversation) =>
  conversation.kind === 'dm' ? conversation.address : conversation.identifier;

/** The guid macOS 26 gives a conversation: it does not name the service (file-3.4). */
export const chatGuidOf = (conversation: Conversation) =>
  `any;${conversation.kind === 'dm' ? '-' : '+'};${identifierOf(conversation)}`;

function insertChat(
  writer: ChatWriter,
  conversation: Conversation,
  service: string,
  owner: Owner,
): PlacedChat {
  const guid = conversation.guid ?? chatGuidOf(conversation);
  const identifier = identifierOf(conversation);
  const isGroup = conversation.kind === 'group';
  const groupId = derivedGuid('group', guid);
  const participants = isGroup ? conversation.participants : [identifier];
  const handles = participants.map((participant) => ensureHandle(writer, participant, service));
  return writer.save(() => {
    const rowid = writer.insert('chat', {
      guid,
      style: STYLE[conversation.kind],
      state: 3,
      account_id: owner.accountGuid,
      properties: null,
      chat_identifier: identifier,
      service_name: service,
      room_name: isGroup ? identifier : null,
      account_login: owner.account,
      last_addressed_handle: owner.handle,
      display_name: isGroup ? conversation.name : '',
      group_id: groupId,
      is_filtered: 0,
      successful_query: 1,
      original_group_id: groupId,
    });
    for (const handle of handles) {
      writer.insert('chat_handle_join', { chat_id: rowid, handle_id: handle }, 'orIgnore');
    }
    if (writer.has('chat_lookup')) {
      const lookup = isGroup ? groupId : identifier;
      const domain = isGroup ? `${service}GroupID` : service;
      writer.insert('chat_lookup', { identifier: lookup, domain, chat: rowid, priority: 0 }, 'orIgnore');
    }
    return { rowid, guid, style: STYLE[conversation.kind] };
  });
}

/** With `STYLE` as its row has it. */
export type PlacedChat = ChatRef & { readonly style: number | null };
type FoundChat = PlacedChat & { readonly service: string | null };

/**
 * The chat of a conversation: the one with its guid, else by identifier and style, where the one of `service` is
 * preferred while each service has its own, else whichever has the guid that a new one would get.
 */
export function findChat(
  writer: ChatWriter,
  conversation: Conversation,
  service: string,
): FoundChat | undefined {
  const named = conversation.guid === undefined ? undefined : chatByGuid(writer, conversation.guid);
  if (named) return named;
  const rows = writer
    .statement(FIND)
    .all(identifierOf(conversation), STYLE[conversation.kind]) as FoundChat[];
  return (
    rows.find((row) => row.service === service) ?? rows[0] ?? chatByGuid(writer, chatGuidOf(conversation))
  );
}

export const chatByGuid = (writer: ChatWriter, guid: string): FoundChat | undefined =>
  writer.statement(FIND_GUID).get(guid) as FoundChat | undefined;

/** The service a conversation uses at present, or null when there is no such chat. */
export function currentService(writer: ChatWriter, conversation: Conversation): string | null {
  return findChat(writer, conversation, 'iMessage')?.service ?? null;
}

/** Adds participants the group does not have yet. Those who left it come back only when they are added again. */
function ensureParticipants(
  writer: ChatWriter,
  chat: ChatRef,
  participants: readonly string[],
  service: string,
) {
  for (const participant of participants) {
    if (isMember(writer, chat.rowid, participant) || hasLeft(writer, chat.rowid, participant)) continue;
    addMember(writer, chat.rowid, participant, service);
  }
}

/**
 * The chat of a conversation, added with its handles when it is new. A chat that exists takes on `service`
 * as its current one: macOS 26 keeps one row for all services of a conversation.
 */
export function ensureChat(
  writer: ChatWriter,
  conversation: Conversation,
  service: string,
  owner: Owner,
): PlacedChat {
  const found = findChat(writer, conversation, service);
  if (!found) return insertChat(writer, conversation, service, owner);
  if (found.service !== service) {
    writer.save(() =>
      writer.statement('UPDATE chat SET service_name = ? WHERE ROWID = +?').run(service, found.rowid),
    );
  }
  if (conversation.kind === 'group') ensureParticipants(writer, found, conversation.participants, service);
  return found;
}

const RENAME = 'UPDATE chat SET display_name = ? WHERE ROWID = +?';

/** Gives a group another name; empty = none. */
export function renameChat(writer: ChatWriter, chat: ChatRef, name: string): void {
  writer.save(() => writer.statement(RENAME).run(name, chat.rowid));
}

const PROPERTIES = 'SELECT properties FROM chat WHERE ROWID = +?';
const SET_PROPERTIES = 'UPDATE chat SET properties = ? WHERE ROWID = +?';

/** Names the attachment that is the photo of a group; null = none. What else the properties say stays. */
export function setGroupPhoto(writer: ChatWriter, chat: ChatRef, attachmentGuid: string | null): void {
  setProperty(writer, chat, 'groupPhotoGuid', attachmentGuid);
}

/**
 * Names the channel that the background of a chat comes by; null = it has none. Which keys it has beside `trabaid` nobody has
 * said. What else the properties say stays.
 */
export function setChatBackground(writer: ChatWriter, chat: ChatRef, channelGuid: string | null): void {
  setProperty(writer, chat, 'backgroundProperties', channelGuid === null ? null : { trabaid: channelGuid });
}

function setProperty(writer: ChatWriter, chat: ChatRef, key: string, value: PlistValue): void {
  if (!writer.has('chat', 'properties')) return;
  const { properties } = writer.statement(PROPERTIES).get(chat.rowid) as { properties: Buffer | null };
  const { [key]: _former, ...others } = (properties && readPlist(properties)) ?? { pv: 2 };
  const set = value === null ? others : { ...others, [key]: value };
  writer.save(() => writer.statement(SET_PROPERTIES).run(binaryPlist(set), chat.rowid));
}
