// Turns: rows that are handed to the agent as one input.

import type { Fate, Reason, ReasonCode } from '../../fates.ts';
import type { Attachment } from '../../message/attachment.ts';
import type { FileKind } from '../../message/file-kind.ts';
import type { ChatGuid, ChatId, Lane, MessageGuid, Rowid, TurnId } from '../../message/ids.ts';
import type { RepliedTo } from '../../message/reply.ts';
import type { AccessOf } from './access.ts';
import type { SystemEvent } from './system-events.ts';

/** `replying` = something of the answer is durable already, so that the turn is never run again. */
export type TurnState =
  | 'formed'
  | 'running'
  | 'replying'
  | 'answered'
  | 'interrupted'
  | 'failed'
  | 'withdrawn';

/** What dispatch and reply need to know of a turn again after a restart, beside its text. */
export interface TurnContext {
  /** The agent that answers it, by its id in `agents.list`. */
  readonly agentId: string;
  /** The key under which the agent knows the conversation. */
  readonly sessionKey: string;
  /** What it knows the session by: another one each time that somebody begins it anew, while the key stays. */
  readonly session: { readonly id: string };
  readonly accountId: string;
  readonly isGroup: boolean;
  readonly chatGuid: ChatGuid;
  readonly chatId: ChatId;
  readonly chatName: string;
  readonly sender: string;
  readonly senderName?: string;
  /** Whether the owner of the Mac wrote it, from another device. Default false. */
  readonly isOwner?: true;
  /** When the last message of the turn was sent, in milliseconds since the Unix epoch. */
  readonly sentAtMs: number | null;
  /**
   * The number of its first message that has a GUID: one count for all accounts and chats, never given twice, also after
   * a restart. Left out = none has a GUID.
   */
  readonly MessageSid?: string;
  /** Whether its sender may tell the gateway what to do. */
  readonly CommandAuthorized?: boolean;
  /** Every source message of the turn, oldest first. */
  readonly messageGuids: readonly MessageGuid[];
  /** Of a group whose messages may mention the agent: whether one of them does. Left out = nobody was asked. */
  readonly wasMentioned?: boolean;
  /** Of a group: who is in it, without the owner. */
  readonly groupMembers?: readonly string[];
  /** Of a group: what is to stand in the agent's system prompt; left out = nothing. */
  readonly systemPrompt?: string;
  /** The message to which the first of the turn replies that replies to one in a thread (ruling-41). */
  readonly repliedTo?: RepliedTo;
  /** Files that came along, as imsg names them; none unless `includeAttachments` is on. No agent is given them as they are. */
  readonly attachments: readonly Attachment[];
}

/** One earlier message of the conversation. */
export interface HistoryEntry {
  /** `Me` = it was sent from this Mac's account, by the agent or by its owner. */
  readonly sender: string;
  readonly senderName?: string;
  readonly text: string;
  /** In milliseconds since the Unix epoch; null where nobody knows. */
  readonly sentAtMs: number | null;
  /** In chat.db. */
  readonly rowid?: Rowid;
}

/** A file that somebody sent, as an agent is given it: a copy that nothing changes any more. */
export interface HandedFile {
  /** Absolute, below the state folder. */
  readonly path: string;
  /** As the sender called it: one component of one line. */
  readonly name: string;
  readonly kind: FileKind;
  readonly mimeType: string | null;
  readonly bytes: number;
  /** Of a voice memo without words: what was said, which stands in the text of the turn; null = it could not be made out. */
  readonly transcript?: string | null;
}

/**
 * What a turn is given besides its text, as data. A field is left out where there is nothing of it. Once committed it is
 * the same for every attempt at the turn, also after a restart.
 */
export interface Preparation {
  /** What was said in the direct chat before its session began, oldest first. */
  readonly history?: readonly HistoryEntry[];
  /** What happened since the turn before that was given some, oldest first. */
  readonly events?: readonly SystemEvent[];
  /** What was said in the group since the turn before, and mentioned nobody; oldest first. */
  readonly context?: readonly HistoryEntry[];
  /** Of the files that came along those that can be handed on, in their order. */
  readonly attachments?: readonly HandedFile[];
}

/** What a turn says, where that is another thing by the time it is prepared. */
type TurnWords = Pick<TurnRow, 'text' | 'context'>;

export interface TurnInput {
  readonly turnId: TurnId;
  readonly accountId: string;
  readonly lane: Lane;
  /** In rowid order. */
  readonly members: readonly { readonly seq: number; readonly fate: Fate; readonly code: ReasonCode }[];
  readonly text: string;
  readonly context: TurnContext;
  /** Null = it is prepared before the agent is asked; empty where nothing needs to be. */
  readonly preparation: Preparation | null;
  readonly state: 'formed' | 'running';
  /** Whether its session begins with it, where no other turn did. Default false. */
  readonly mayBegin?: true;
  readonly formedAtMs: number;
}

export interface TurnRow {
  readonly turnId: TurnId;
  readonly accountId: string;
  readonly lane: Lane;
  readonly memberSeqs: readonly number[];
  readonly text: string;
  readonly context: TurnContext;
  /** Null = not prepared yet. */
  readonly preparation: Preparation | null;
  readonly state: TurnState;
  readonly attempts: number;
  /** Why it ended without an answer; null = it did not. */
  readonly code: ReasonCode | null;
  readonly detail: string;
  readonly formedAtMs: number;
}

/** Each with its input and its result. */
export interface TurnCommands {
  /** Forms a turn of rows that are all still pending for the account; settles them. False when any is not, or the turn exists. */
  formTurn: { in: { sourceId: string; turn: TurnInput }; out: boolean };
  /**
   * `formed` or `running` → `running`, one attempt more. `preparation` = what it is given, unless that is fixed already;
   * left out = that is to be found. Null when the turn is in another state.
   */
  startTurn: { in: { turnId: TurnId; preparation?: Omit<Preparation, 'events'> }; out: TurnRow | null };
  /**
   * Fixes what a `formed` or `running` turn is given, with the events that wait for its session, which wait no longer;
   * with a context, nor do rows of its group that came before it. `words` = what it says by now; left out = as it was formed.
   * Answers what that is; null where it is fixed already, or the turn is in another state.
   */
  prepareTurn: {
    in: { turnId: TurnId; preparation: Omit<Preparation, 'events'>; words?: TurnWords };
    out: Preparation | null;
  };
  /**
   * `formed`, `running` or `replying` → an end without an answer, or with a part of one; `replying` only → `interrupted`.
   * The rows of a `failed` turn become `dead`, those of one that is `withdrawn` `context`: nothing came of them after all,
   * for the same reason.
   */
  endTurn: {
    in: { turnId: TurnId; state: 'interrupted' | 'failed' | 'withdrawn'; atMs: number } & Reason;
    out: boolean;
  };
  /** Turns in `formed`, `running` or `replying`, oldest first. */
  openTurns: { in: { accountId: string }; out: readonly TurnRow[] };
  turn: { in: { turnId: TurnId }; out: TurnRow | null };
}

export const TURN_COMMANDS = {
  formTurn: 'write',
  startTurn: 'write',
  prepareTurn: 'write',
  endTurn: 'write',
  openTurns: 'read',
  turn: 'read',
} as const satisfies AccessOf<TurnCommands>;
