import type { Attachment, AttachmentQueries } from './attachments.ts';
import { type ChatRecord, isGroup } from './chats.ts';
import { isPoll, type Poll, pollOf } from './polls.ts';
import type { FoldedRow } from './previews.ts';
import { type Reaction, type ReactionQuery, tapbackMeaning, targetGuid } from './reactions.ts';
import type { Recent } from './recent.ts';
import { isTapback, type MessageRow, type RowQueries, senderOf, textOf } from './rows.ts';
import { dateText } from './time.ts';

/** A message with everything any imsg ever printed of it; a build leaves out what it does not know. */
export interface Message {
  id: number;
  chat_id: number;
  guid: string;
  sender: string;
  /** Absent where Contacts has no name for the sender. */
  sender_name?: string;
  is_from_me: boolean;
  text: string;
  created_at: string;
  attachments: Attachment[];
  reactions: Reaction[];
  chat_identifier: string;
  chat_guid: string;
  chat_name: string;
  participants: readonly string[];
  is_group: boolean;
  destination_caller_id?: string;
  reply_to_guid?: string;
  thread_originator_guid?: string;
  thread_originator_part?: string;
  reply_to_text?: string;
  reply_to_sender?: string;
  balloon_bundle_id?: string;
  url_preview?: { id: number; guid: string; balloon_bundle_id: string; created_at: string };
  poll?: Poll;
  is_reaction?: true;
  is_reaction_add?: boolean;
  reacted_to_guid?: string;
  reaction_type?: string;
  reaction_emoji?: string;
  is_read?: boolean;
  date_read?: string;
}

export interface FillOptions {
  readonly attachments: boolean;
  readonly reactions: boolean;
}

export type MessageAssembler = (rows: readonly FoldedRow[], fill: FillOptions) => Message[];

export interface AssemblerQueries {
  readonly rows: Pick<RowQueries, 'byGuids' | 'hasUniqueGuids'>;
  chatById(id: number): ChatRecord | null;
  /** Who is in a chat, also in one that the file does not have. */
  participants(chatId: number): readonly string[];
  /** Whether a tapback names its thread. */
  readonly tapbackThreads: boolean;
  /** What was said beside a poll; null where nothing is there, or the build does not look for it. */
  captionOf(guid: string): string | null;
  readonly recent: Recent;
  readonly attachments: AttachmentQueries;
  readonly reactions: ReactionQuery;
}

/** Turns rows into messages, asking for what belongs to them once per page rather than once per row. */
export function createAssembler(queries: AssemblerQueries): MessageAssembler {
  return (folded, fill) => {
    queries.recent.refresh();
    const rows = folded.map((one) => one.row);
    const attachments = fill.attachments ? queries.attachments.of(rows) : new Map();
    const reactions = fill.reactions ? queries.reactions(rows.map((row) => row.guid ?? '')) : new Map();
    const chats = chatsOf(rows, queries.chatById);
    const parents = parentsOf(rows, queries);
    const spoken = queries.attachments.transcriptions([...rows, ...parents.values()]);
    const textOfRow = (row: MessageRow) => spoken.get(row.id) ?? textOf(row);

    return folded.map(({ row, preview }) => {
      const chat = chats.get(row.chatId ?? 0) ?? null;
      const message: Message = {
        id: row.id,
        chat_id: row.chatId ?? 0,
        guid: row.guid ?? '',
        sender: senderOf(row),
        is_from_me: row.isFromMe === 1,
        text: textOfRow(row),
        created_at: dateText(row.date),
        attachments: attachments.get(row.id) ?? [],
        reactions: reactions.get(row.guid ?? '') ?? [],
        chat_identifier: chat?.identifier ?? '',
        chat_guid: chat?.guid ?? '',
        chat_name: chat?.displayName ?? '',
        participants: chat?.participants ?? queries.participants(row.chatId ?? 0),
        is_group: chat !== null && isGroup(chat),
      };
      if (row.caller) message.destination_caller_id = row.caller;
      if (isTapback(row.kind)) {
        addTapback(message, row);
        if (queries.tapbackThreads && row.threadGuid) message.thread_originator_guid = row.threadGuid;
      } else addReply(message, row, parents, textOfRow);
      if (row.balloon) message.balloon_bundle_id = row.balloon;
      if (isPoll(row)) {
        const root = parents.get(targetGuid(row.target ?? ''));
        message.poll = pollOf(row, { root, caption: () => queries.captionOf(row.guid ?? '') });
      }
      if (preview) message.url_preview = previewOf(preview);
      addReadState(message, row);
      return message;
    });
  };
}

function chatsOf(
  rows: readonly MessageRow[],
  chatById: AssemblerQueries['chatById'],
): Map<number, ChatRecord | null> {
  const found = new Map<number, ChatRecord | null>();
  for (const { chatId } of rows) {
    if (chatId !== null && !found.has(chatId)) found.set(chatId, chatById(chatId));
  }
  return found;
}

/** The guid a row answers: the column, or else what a sticker or balloon is attached to (wire-4.1). */
function replyGuid(row: MessageRow): string | null {
  if (isTapback(row.kind)) return null;
  const raw = row.replyTo || row.target;
  return raw ? targetGuid(raw) : null;
}

function parentsOf(
  rows: readonly MessageRow[],
  { rows: { byGuids, hasUniqueGuids }, recent }: Pick<AssemblerQueries, 'rows' | 'recent'>,
): Map<string, MessageRow> {
  // Most rows name the row before them, so most parents are at hand already, unless there may be others so named.
  const isAtHand = hasUniqueGuids();
  const parents = new Map<string, MessageRow>();
  if (isAtHand) for (const row of rows) parents.set(row.guid ?? '', row);
  const wanted = new Set<string>();
  for (const row of rows) {
    if (isTapback(row.kind)) continue;
    // Most rows name the one before them, whatever they are about.
    const about = isPoll(row) && row.target ? targetGuid(row.target) : null;
    for (const guid of [row.threadGuid, replyGuid(row), about]) {
      if (!guid || parents.has(guid)) continue;
      const known = isAtHand ? recent.row(guid) : undefined;
      if (known) parents.set(guid, known);
      else wanted.add(guid);
    }
  }
  for (const [guid, parent] of byGuids([...wanted])) parents.set(guid, parent);
  for (const row of rows) recent.keep(row);
  return parents;
}

function addReply(
  message: Message,
  row: MessageRow,
  parents: Map<string, MessageRow>,
  textOfRow: (row: MessageRow) => string,
): void {
  const reply = replyGuid(row);
  if (reply) message.reply_to_guid = reply;
  if (row.threadGuid) message.thread_originator_guid = row.threadGuid;
  if (row.threadPart) message.thread_originator_part = row.threadPart;
  const parent = [row.threadGuid, reply].map((guid) => (guid ? parents.get(guid) : undefined)).find(Boolean);
  if (!parent) return;
  message.reply_to_text = textOfRow(parent);
  message.reply_to_sender = senderOf(parent);
}

function addTapback(message: Message, row: MessageRow): void {
  const kind = row.kind ?? 0;
  const { type, emoji } = tapbackMeaning(kind, message.text);
  message.is_reaction = true;
  message.is_reaction_add = kind < 3000;
  message.reacted_to_guid = targetGuid(row.target ?? '');
  if (emoji === null) return;
  message.reaction_type = type;
  message.reaction_emoji = emoji;
}

function previewOf(row: MessageRow): NonNullable<Message['url_preview']> {
  return {
    id: row.id,
    guid: row.guid ?? '',
    balloon_bundle_id: row.balloon ?? '',
    created_at: dateText(row.date),
  };
}

function addReadState(message: Message, row: MessageRow): void {
  if (row.isFromMe === 1 || row.isRead === null) return;
  message.is_read = row.isRead === 1;
  if (row.isRead === 1 && row.dateRead) message.date_read = dateText(row.dateRead);
}
