import { attachmentsOf, withUnnoted } from './attachment.ts';
import { authorOf, type OwnAddresses, ownAddresses } from './authorship.ts';
import { sentAtMs } from './date.ts';
import { readWireHandle } from './identity/wire-handle.ts';
import type { ChatGuid, ChatId, MessageGuid, Rowid } from './ids.ts';
import type { Message, RowKind } from './message.ts';
import { isNote } from './note.ts';
import { asOwner } from './owner.ts';
import { pollOf } from './poll.ts';
import { reactionOf } from './reaction.ts';
import { repliedTo } from './reply.ts';
import { asNote, isToItsOwnAddress } from './self-note.ts';
import { unwrapped, wordsOf } from './text.ts';
import type { Writable } from './writable.ts';

interface Malformed {
  readonly ok: false;
  /** The payload's first keys, sorted and cut short, which is all that may be logged of it (REC-14). */
  readonly keys: readonly string[];
  /** The first one whose value is not of its type. */
  readonly field: string;
}

type Normalized = { readonly ok: true; readonly message: Message } | Malformed;

/** What nearly every row has of previews. */
const NONE: readonly never[] = [];
/** More keys, and longer ones, than any build gives a message. */
const KEYS_MAX = 64;
const KEY_LENGTH_MAX = 40;

/** For readers of own rows, which ask nobody who wrote them. */
const NO_ADDRESSES = ownAddresses(null);

/**
 * Checks the wire's field types and names what they mean. Fields that are absent get their empty value. Who
 * wrote the row is settled here, before anything is decided (ruling-21). `kind` is what chat.db says of it; null where
 * it was not asked. `region` = that of the account, where it is set: handles are read by it.
 */
export function normalize(
  payload: unknown,
  own: OwnAddresses = NO_ADDRESSES,
  kind: RowKind | null = null,
  region: string | null = null,
): Normalized {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    return { ok: false, keys: [], field: 'message' };
  }
  const fields = payload as Record<string, unknown>;
  const wrong = wrongField(fields);
  if (wrong) return { ok: false, keys: keysOf(fields), field: wrong };

  const createdAt = (fields.created_at as string | undefined) ?? null;
  const chatId = fields.chat_id as ChatId | undefined;
  const senderName = fields.sender_name as string | undefined;
  const told = ((fields.sender as string | null | undefined) ?? '').trim();
  const from = {
    ownAddress: readOrNull(nonEmpty(fields.destination_caller_id), region),
    chatGuid: nonEmpty(fields.chat_guid) as ChatGuid | null,
    chatIdentifier: nonEmpty(fields.chat_identifier),
    isGroup: fields.is_group === true,
    isFromMe: fields.is_from_me === true,
    sender: readWireHandle(told, region),
  };
  const { sender, isWithOneself } = authorOf(from, own, region);
  const type = associatedType(fields) ?? kind?.associatedType ?? null;
  const reaction = reactionOf(fields, type, kind?.associatedGuid);
  const noted = attachmentsOf(fields.attachments, fields.text as string);
  // A card of an app has a placeholder as well.
  const attachments =
    kind?.hasFiles && nonEmpty(fields.balloon_bundle_id) === null
      ? withUnnoted(noted, fields.text as string)
      : noted;
  const participants = (fields.participants as string[] | undefined) ?? [];
  // All that every row has in one piece, and what few have behind it: a spread in between takes as long as all the rest.
  const message: Writable<Message> = {
    rowid: fields.id as Rowid,
    guid: nonEmpty(fields.guid) as MessageGuid | null,
    chatId: chatId !== undefined && chatId > 0 ? chatId : null,
    chatGuid: from.chatGuid,
    chatIdentifier: from.chatIdentifier,
    chatName: (fields.chat_name as string | undefined) ?? '',
    participants,
    isGroup: from.isGroup,
    ownAddress: from.ownAddress,
    isWithOneself,
    sender,
    isFromMe: from.isFromMe,
    text: wordsOf(unwrapped(fields.text as string)),
    sentAtMs: sentAtMs(createdAt),
    createdAt,
    reaction,
    poll: fields.poll === undefined ? null : pollOf(fields.poll),
    repliedTo: reaction === null ? repliedTo(fields, region) : null,
    balloonBundleId: nonEmpty(fields.balloon_bundle_id),
    foldedGuids:
      fields.url_preview === undefined ? NONE : folded(fields.url_preview).flatMap(({ guid }) => guid ?? []),
    attachments:
      attachments.length > 0 &&
      isNote({ ...from, text: fields.text as string, attachments, participants }, kind)
        ? NONE
        : attachments,
  };
  if (senderName !== undefined && sender !== '') message.senderName = senderName;
  if (from.sender !== told && sender !== '') message.toldSender = told;
  return { ok: true, message };
}

/** The message of a notification as it was journalled. */
export function journalledPayload(raw: Uint8Array): unknown {
  const frame = JSON.parse(Buffer.from(raw).toString('utf8')) as { params: { message: unknown } };
  return frame.params.message;
}

/**
 * Reads a journalled notification again. Only rows that were normalised once are ever kept as pending.
 *
 * @param kind What chat.db said of it, as it was journalled with its verdict; null = that it is an ordinary message, or nothing.
 * @param region That of the account, where it is set.
 */
export function parseJournalled(raw: Uint8Array, kind: RowKind | null, region: string | null): Message {
  const message = journalledPayload(raw);
  const normalized = normalize(message, NO_ADDRESSES, kind, region);
  if (!normalized.ok) throw new TypeError(`A journalled row has a bad field: ${normalized.field}`);
  // What the owner says to the agent from elsewhere, or to themselves.
  if (isToItsOwnAddress(normalized.message)) return asNote(normalized.message);
  if (normalized.message.isFromMe) return asOwner(normalized.message);
  if (normalized.message.sender !== '') return normalized.message;
  // Nobody's rows never wait: one whose sender is the line it reached was written in the chat with oneself.
  const { sender, sender_name: senderName } = message as { sender: string; sender_name?: string };
  const named = senderName === undefined ? {} : { senderName };
  return {
    ...normalized.message,
    sender: readWireHandle(sender.trim(), region),
    isWithOneself: true,
    ...named,
  };
}

function keysOf(fields: Record<string, unknown>): readonly string[] {
  const keys = Object.keys(fields).slice(0, KEYS_MAX);
  return keys.map((key) => key.slice(0, KEY_LENGTH_MAX)).sort();
}

function wrongField(fields: Record<string, unknown>): string | null {
  if (!Number.isSafeInteger(fields.id) || (fields.id as number) < 1) return 'id';
  if (typeof fields.text !== 'string') return 'text';
  // Each by its name: a list of names would be looked up in the row, which takes several times as long.
  if (isNoText(fields.guid)) return 'guid';
  if (isNoText(fields.sender_name)) return 'sender_name';
  if (isNoText(fields.chat_guid)) return 'chat_guid';
  if (isNoText(fields.chat_identifier)) return 'chat_identifier';
  if (isNoText(fields.chat_name)) return 'chat_name';
  if (isNoText(fields.created_at)) return 'created_at';
  if (isNoText(fields.balloon_bundle_id)) return 'balloon_bundle_id';
  // Nobody, not a mistake: a row without a sender is denied rather than malformed.
  if (fields.sender != null && typeof fields.sender !== 'string') return 'sender';
  if (fields.chat_id !== undefined && !Number.isSafeInteger(fields.chat_id)) return 'chat_id';
  if (isNoFlag(fields.is_from_me)) return 'is_from_me';
  if (isNoFlag(fields.is_group)) return 'is_group';
  if (isNoFlag(fields.is_reaction)) return 'is_reaction';
  if (isNoFlag(fields.is_tapback)) return 'is_tapback';
  const participants = fields.participants;
  if (participants === undefined) return null;
  return isListOfTexts(participants) ? null : 'participants';
}

function isListOfTexts(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (const entry of value) if (typeof entry !== 'string') return false;
  return true;
}

function isNoText(value: unknown): boolean {
  return value !== undefined && typeof value !== 'string';
}

function isNoFlag(value: unknown): boolean {
  return value !== undefined && typeof value !== 'boolean';
}

/** No build tells it today; the type of a tapback is known by flags. */
export function associatedType({ associated_message_type: type }: Record<string, unknown>): number | null {
  return typeof type === 'number' ? type : null;
}

interface FoldedPreview {
  readonly rowid: Rowid;
  readonly guid: MessageGuid | null;
}

/** The preview rows that imsg has folded into a row; newer builds may fold several. */
export function folded(preview: unknown): FoldedPreview[] {
  const previews = Array.isArray(preview) ? preview : [preview];
  return previews.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { id, guid } = entry as Record<string, unknown>;
    if (!Number.isSafeInteger(id)) return [];
    return [{ rowid: id as Rowid, guid: nonEmpty(guid) as MessageGuid | null }];
  });
}

function readOrNull(handle: string | null, region: string | null): string | null {
  return handle === null ? null : readWireHandle(handle, region);
}

function nonEmpty(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
