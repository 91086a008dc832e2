// The durable list of rows, their fates and reasons.

import type { Fate, Reason, ReasonCode } from '../../fates.ts';
import type { Decision } from '../../message/approve-command.ts';
import type { Handle } from '../../message/identity/handles.ts';
import type { ChatGuid, MessageGuid, Rowid } from '../../message/ids.ts';
import type { RowKind } from '../../message/message.ts';
import type { AccessOf } from './access.ts';
import type { AnswerInput, ApprovalKind } from './approvals.ts';
import type { Body } from './body.ts';
import type { ChatCommandEffects, ChatCommandOutcome } from './chat-commands.ts';
import type { ChatChanges } from './chats.ts';
import type { WindowPlace } from './group-windows.ts';
import type { HoleChanges } from './holes.ts';
import type { LeftToOwner, OwnersWordInput } from './owners-words.ts';
import type { Standing, StrangerInput } from './pairing.ts';
import type { Queued, QueuedEvent } from './system-events.ts';

/**
 * What was known outside of a row when it was decided. With it the decision can be made again after the world has
 * changed. What did not count is left out.
 */
export interface VerdictFacts {
  /** MAX(ROWID) before the subscription; null where chat.db could not be read. */
  readonly boundary?: number | null;
  /** The age that the row might have, in milliseconds. */
  readonly windowMs?: number;
  /** Whether it came while the gateway was down, so that the wider window applied; left out = it did not. */
  readonly isReplay?: true;
  /**
   * Of what was there as the database was first looked at: what is dated before is no news, in milliseconds since the Unix
   * epoch; null = all of it may be. Left out = it came afterwards.
   */
  readonly newsFromMs?: number | null;
  /** How far the clocks of those who write were ahead of the gateway's, in milliseconds; left out at 0 (ruling-4). */
  readonly clockOffsetMs?: number;
  /** What chat.db said of it, where it was asked; left out where it is an ordinary message. */
  readonly kind?: RowKind;
  /** The pattern that found a mention of the agent, in a group that asks for one; left out = none, or none was asked for. */
  readonly mentionedBy?: string;
  /** Whether the message that it is put on was sent here; left out = it was not, or nobody asked. */
  readonly isOnOwn?: true;
  /**
   * What was known of a sender who has to pair; `none` = that they had not, and nobody asked for more. Left out where lists
   * decided alone.
   */
  readonly pairing?: Standing | 'paired' | 'none';
  /** By what it was known to be sent here; left out = it was not, or the row itself says so. */
  readonly ownBy?: 'guid' | 'deed' | 'text';
  /** Whether its chat was known as the one with oneself though no list says so; left out = not. */
  readonly isWithOneself?: true;
  /** Whether its sender was known as an address of this Mac, where that kept a pairing code back; left out = not. */
  readonly isOwnAddress?: true;
  /** Whether it was taken for the preview of a link that came only when it was asked for again; left out = not. */
  readonly isLatePreview?: true;
  /** Entries that name chats by their numbers, where they did not stand for just the chat with the number; left out = all did. */
  readonly numbers?: NumbersKnown;
  /** The event id of the row with which imsg told it; left out = it came by itself. */
  readonly toldWith?: string;
  /** What chat.db said of its conversation, of whoever is neither listed nor paired: `is_filtered`; left out = nobody asked. */
  readonly filtered?: number;
  /** Whether chat.db said that it is spam; left out = not, or nobody asked. */
  readonly isSpam?: true;
  /** Of an own row: whether nothing that was sent here could be it, so that the owner wrote it. Left out = no, or nobody asked. */
  readonly isOwners?: true;
  /**
   * Of a message in the chat with oneself: by which of the two rows of a note it came, the own one, which nothing that was sent
   * here could be, or the copy that came in. Left out = it is none.
   */
  readonly note?: 'own' | 'copy';
  /** The event id of the first row of the note of which it is the second; left out = it is none's. */
  readonly twinOf?: string;
  /** When the owner last said something there, where that made the agent quiet; in milliseconds since the Unix epoch. */
  readonly ownerSaidAtMs?: number;
  /** When answers of an agent came back there, where that was so often that nobody was answered; in milliseconds since the Unix epoch. */
  readonly echoedAtMs?: readonly number[];
  /** How many turns its writer had had in the last hour and day, where that was as many as may be; left out = it was not, or nobody counts. */
  readonly spent?: { readonly hour: number; readonly day: number };
  /** Whether a command came from whoever was approved first, and so is the owner; left out = not. */
  readonly isFirstOwner?: true;
  /** What somebody was asked that it answers, or would; left out = it answers nothing. */
  readonly prompt?: PromptKnown;
}

/** What was known of a request that a row answers, or would if it could. */
export interface PromptKnown {
  readonly approvalId: string;
  readonly kind: ApprovalKind;
  readonly accountId: string;
  /** Whether it had been decided, or had ended; left out = it waited. */
  readonly isOver?: true;
  /** Whether nobody asks in the row's chat; left out = a message there does. */
  readonly isElsewhere?: true;
  /** Of a question. */
  readonly options?: readonly string[];
  readonly asked?: Handle;
  /** Of what is to be allowed: what it offers. */
  readonly decisions?: readonly Decision[];
}

/** Entries of lists, each as `LIST NUMBER`. */
export interface NumbersKnown {
  /** They have the number of the row's chat, and stood for another one. */
  readonly others?: readonly string[];
  /** They have the number of another chat of the same group. */
  readonly sameGroup?: readonly string[];
}

/**
 * What is kept of a row whose body is not: who, where, when and which kind, under the names of the wire. `text` is there
 * where it is known though it is not kept: '' for a row that says nothing and has no files, or the command that it is.
 */
export type Envelope = Readonly<Record<string, string | number | boolean>>;

export interface VerdictInput extends Reason {
  readonly accountId: string;
  /** Null = pending: the row waits for its turn. */
  readonly fate: Fate | null;
  /** Left out = nothing but the row and the configuration decided. */
  readonly facts?: VerdictFacts | undefined;
  /** What the next turn of a session is told of it; left out = nothing. */
  readonly event?: QueuedEvent;
  /** What the row tells the gateway to do, which is done where the row is new. */
  readonly command?: ChatCommandEffects;
  /** Of somebody who would have to pair. */
  readonly stranger?: StrangerInput;
  /** What the owner said by themselves; left out = this is nothing of the kind. */
  readonly ownersWord?: OwnersWordInput;
  /** Where it waits to be told with the next turn of its group; left out = it does not. */
  readonly window?: WindowPlace;
  /** What it decides of what somebody was asked; left out = nothing. */
  readonly answer?: AnswerInput;
}

/** What a message is known by besides its GUID. */
export interface ContentKey {
  readonly hash: string;
  /** It is the same message only if the two arrived further apart. */
  readonly apartMs: number;
}

export interface RowInput {
  /** Identity within the source: the GUID, or the composite of REC-1. */
  readonly eventId: string;
  readonly rowid: Rowid | null;
  readonly guid: MessageGuid | null;
  readonly chatGuid: ChatGuid | null;
  readonly isFromMe: boolean;
  /** The frame's message as bytes; null where nothing of it may be kept (denied and stale rows). */
  readonly raw: Uint8Array | null;
  /** Where `raw` is null; left out = nothing of it may be kept, or its own columns say all. Goes when bodies go. */
  readonly envelope?: Envelope;
  readonly arrivedAtMs: number;
  /** Left out = only its identity says whether it is a repeat. */
  readonly content?: ContentKey;
  /** Whether its rowid is above all that the database has, so that no cursor may follow it. Default false. */
  readonly isBeyond?: boolean;
  readonly verdicts: readonly VerdictInput[];
}

export interface PendingRow extends Body {
  readonly seq: number;
  /** Why it waits. */
  readonly code: ReasonCode;
  readonly eventId: string;
  readonly rowid: Rowid | null;
  readonly arrivedAtMs: number;
}

/** Each with its input and its result. */
export interface JournalCommands {
  /**
   * Journals rows with their verdicts in arrival order. A row already known (same eventId), also of
   * another source of the same locator where that is no matter of its rowid alone (ruling-28), counts as a repeat
   * sighting and changes nothing. One that would wait, with the content of another that did (ruling-23), is journalled
   * as `told_again` and is not new either. Moves `journalledTo` to the highest rowid that may move a cursor, and
   * `settledTo` as far as the verdicts allow (below the lowest pending rowid of the source). `holes` = what the rows
   * reveal or fill, `chats` = what they tell of the numbers of chats. What follows from a verdict happens only where the
   * row is new; `event` at its place = what became of its event. A stranger's row makes a request to pair with its part, if
   * none waits and there is room; `standing` = what was found, by which its verdict is journalled. `left` = what the owner's
   * word at its place has left to them. `isAnswered` = whether the answer at its place was the one that counts.
   */
  ingest: {
    in: { sourceId: string; rows: readonly RowInput[]; holes?: HoleChanges; chats?: ChatChanges };
    out: {
      rows: readonly {
        seq: number;
        isNew: boolean;
        event?: Queued;
        standing?: Standing;
        command?: ChatCommandOutcome;
        left?: LeftToOwner;
        isAnswered?: boolean;
      }[];
      journalledTo: number | null;
      settledTo: number | null;
    };
  };
  /** Gives pending rows their fate. A row that has one already keeps it (`false` at its place). */
  settle: {
    in: {
      sourceId: string;
      accountId: string;
      verdicts: readonly ({ readonly seq: number; readonly fate: Fate } & Reason)[];
    };
    out: readonly boolean[];
  };
  /**
   * What became of rows for the account, each in the first of the sources that knows it; null at its place = none does.
   */
  verdictsOf: {
    in: { sourceIds: readonly string[]; accountId: string; eventIds: readonly string[] };
    out: readonly ({ readonly fate: Fate | null; readonly code: ReasonCode } | null)[];
  };
  /** Rows without a fate for the account, in journal order, above `afterSeq`. */
  pending: {
    in: { sourceId: string; accountId: string; afterSeq: number; limit: number };
    out: readonly PendingRow[];
  };
}

export const JOURNAL_COMMANDS = {
  ingest: 'write',
  settle: 'write',
  verdictsOf: 'read',
  pending: 'read',
} as const satisfies AccessOf<JournalCommands>;
