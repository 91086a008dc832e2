import type { Attachment } from './attachment.ts';
import type { ChatGuid, ChatId, MessageGuid, Rowid } from './ids.ts';
import type { Poll } from './poll.ts';
import type { Reaction } from './reaction.ts';
import type { RepliedTo } from './reply.ts';

/** A row as the engine understands it: one `message` notification, checked and typed. */
export interface Message {
  readonly rowid: Rowid;
  /** Null where imsg gave an empty one; the row is then known by its composite id (REC-1). */
  readonly guid: MessageGuid | null;
  /** Null where the row is in no chat (imsg writes 0). */
  readonly chatId: ChatId | null;
  readonly chatGuid: ChatGuid | null;
  readonly chatIdentifier: string | null;
  readonly chatName: string;
  readonly participants: readonly string[];
  /** As the wire says it; access control may treat the thread as a group all the same. */
  readonly isGroup: boolean;
  /** The line of this Mac that the row reached; null on builds that do not tell. */
  readonly ownAddress: string | null;
  /** In the direct chat between two addresses of this Mac, or of one with itself. */
  readonly isWithOneself: boolean;
  /**
   * '' = nobody knows. Never a routing hint when `isFromMe`: it may be the other party (wire-4.2).
   */
  readonly sender: string;
  /** The same as the wire had it, where it was read as a number of the region: ids of rows are made of this. */
  readonly toldSender?: string;
  readonly senderName?: string;
  readonly isFromMe: boolean;
  /** What somebody wrote: '' where nothing shows; the texts beside files are a line each. */
  readonly text: string;
  /** When it was sent, in milliseconds since the Unix epoch; null where missing, not a date, or the one that stands for none. */
  readonly sentAtMs: number | null;
  /** The wire's own text of that time, for log lines. */
  readonly createdAt: string | null;
  /** Null = it is a message of its own. */
  readonly reaction: Reaction | null;
  /** Null = it is no poll and no vote. */
  readonly poll: Poll | null;
  /** Null = it is no reply, or a reaction. */
  readonly repliedTo: RepliedTo | null;
  /** Which kind of balloon the row is (COA-8); null for ordinary rows, and on builds before 0.11.1 for all. */
  readonly balloonBundleId: string | null;
  /** GUIDs of link previews that imsg has folded into this row (wire-3.4). */
  readonly foldedGuids: readonly MessageGuid[];
  /**
   * What the person sent along, without the payloads of link previews (ATT-2), without missing files, and without what
   * belongs to a note about the group.
   */
  readonly attachments: readonly Attachment[];
}

/** One `message` notification as it came off the pipe. */
export interface Arrival {
  /** The notification's bytes, kept in the journal. */
  readonly raw: Uint8Array;
  /** The value of `params.message`. */
  readonly payload: unknown;
  /** Gateway wall time of arrival. Ages are counted to here, not to the end of any wait (REC-10). */
  readonly arrivedAtMs: number;
  /** Left out where chat.db was not asked, or does not know. */
  readonly kind?: RowKind;
  /** How Messages has put its conversation aside; left out where chat.db was not asked, or does not know. */
  readonly category?: Category;
  /** How it was asked for again; left out = it came by itself. */
  readonly again?: {
    /** Whether it is not asked for once more. */
    readonly isLast: boolean;
    /** Whether chat.db says that it is the preview of a link that somebody wrote before; null = chat.db was not asked. */
    readonly isPreview: boolean | null;
  };
  /** In the place of a row that chat.db has and that never came: there is no payload. */
  readonly lost?: {
    readonly rowid: Rowid;
    readonly guid: MessageGuid | null;
    readonly code: 'no_chat' | 'never_told';
  };
}

/** How Messages has put aside the conversation of a row. */
export interface Category {
  /** `is_filtered` of its chat: 0 = known, 1 = unknown and listed all the same, from 2 on hidden. */
  readonly filtered: number;
  /** Of the row itself. */
  readonly isSpam: boolean;
}

/** What chat.db says of a row that imsg keeps to itself. */
export interface RowKind {
  /** `item_type`: 0 = a message; else a note about the chat (file-7). */
  readonly itemType: number;
  /** `associated_message_type`: 0 = nothing is done to another message (file-6). */
  readonly associatedType: number;
  /** `associated_message_guid`: the message that it is put on; null, or left out = on none. */
  readonly associatedGuid?: string | null;
  /** Whether files belong to it, also where none is noted yet. Left out = it does not say. */
  readonly hasFiles?: boolean;
}
