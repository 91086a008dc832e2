import type { BodyFlavour } from '../../chat-db/blobs/attributed-body.ts';
import { type BodyPiece, composeBody } from '../../chat-db/blobs/body-pieces.ts';
import type { Owner } from '../../chat-db/schema/owner.ts';
import {
  type ChatRef,
  type Conversation,
  ensureChat,
  findChat,
  identifierOf,
  type PlacedChat,
  STYLE,
} from '../../chat-db/write/chats.ts';
import { ensureHandle } from '../../chat-db/write/handles.ts';
import {
  type Balloon,
  findMessage,
  insertMessage,
  joinMessage,
  type MessageInput,
} from '../../chat-db/write/messages.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import { derivedMs } from '../event/derived.ts';
import type { EventContext, TimedWrite } from '../event/timed-write.ts';
import { linkedPieces } from './linked-text.ts';

/** A message, whoever wrote it. */
export interface TextMessage {
  readonly guid: string;
  /** Without what stands for files. */
  readonly text: string;
  /** What the body is made of. Default: the text, with the addresses in it marked as links. */
  readonly pieces?: readonly BodyPiece[];
  readonly balloon?: Balloon;
  readonly conversation: Conversation;
  readonly service: string;
  /** The person who wrote it, or null when it was the owner. */
  readonly sender: string | null;
  readonly flavour: BodyFlavour;
  /** Whether the text column is NULL, so that the body is the only place of the text. */
  readonly textInBodyOnly: boolean;
  /** Unix milliseconds; a fraction is kept. */
  readonly sentMs: number;
  /** What the row has beyond what follows from all this, or instead of it. */
  readonly row?: Partial<MessageInput>;
}

/** Who wrote it, or to whom the owner wrote; what the chat is its row says, not its guid. */
function handleOf(
  writer: ChatWriter,
  { conversation, sender, service }: TextMessage,
  { style }: PlacedChat,
): number {
  if (sender !== null) return ensureHandle(writer, sender, service);
  const address = identifierOf(conversation);
  return style === STYLE.dm && address !== '' ? ensureHandle(writer, address, service) : 0;
}

/** Writes the row, and before it the handle and chat it needs, each in its own commit (file-9). */
export function writeTextRow(
  writer: ChatWriter,
  message: TextMessage,
  owner: Owner,
): { readonly rowid: number; readonly chat: ChatRef } {
  const chat = ensureChat(writer, message.conversation, message.service, owner);
  const pieces = message.pieces ?? linkedPieces(message.text);
  const body = composeBody(message.flavour, pieces);
  const input = {
    guid: message.guid,
    text: message.textInBodyOnly ? null : body.text,
    attributedBody: body.bytes,
    partCount: body.partCount,
    service: message.service,
    handleRowid: handleOf(writer, message, chat),
    isFromMe: message.sender === null,
    sentMs: message.sentMs,
    hasDetectedData: pieces.some((piece) => 'link' in piece),
    hasAttachments: pieces.some((piece) => 'attachmentGuid' in piece),
    ...(message.balloon && { balloon: message.balloon }),
    ...message.row,
  };
  return { rowid: insertMessage(writer, input, chat, owner), chat };
}

/** Joins the row to its chat, some milliseconds after it was written. A row that is gone stays gone. */
export function joinTextRow(writer: ChatWriter, guid: string, conversation: Conversation): void {
  const message = findMessage(writer, guid);
  const chat = message && findChat(writer, conversation, message.service);
  if (message && chat) joinMessage(writer, message.rowid, chat);
}

/** When a row is joined to its chat, in milliseconds after it was written. */
export type JoinDelay = number | 'never';

/** When it is where nothing says so: RCS rows wait longer for their chat (file-9). */
export const joinDelayMs = ({ guid, service }: Pick<TextMessage, 'guid' | 'service'>): number =>
  service === 'RCS' ? derivedMs(guid, 'join', 200, 900) : derivedMs(guid, 'join', 1, 50);

/**
 * A row that reaches this Mac finished: written at once, joined a little later (file-9).
 *
 * @param joinMs Default: 1 to 50, for RCS 200 to 900, derived from the row's GUID.
 */
export function arrivingRow(
  message: TextMessage,
  { atMs, owner }: Pick<EventContext, 'atMs' | 'owner'>,
  joinMs: JoinDelay = joinDelayMs(message),
): TimedWrite[] {
  const row: TimedWrite = { atMs, apply: ({ writer }) => void writeTextRow(writer, message, owner) };
  if (joinMs === 'never') return [row];
  const join: TimedWrite = {
    atMs: atMs + joinMs,
    apply: ({ writer }) => joinTextRow(writer, message.guid, message.conversation),
  };
  return [row, join];
}
