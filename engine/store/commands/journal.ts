// The durable list of rows, their fates and reasons.

import type { Fate, Reason, ReasonCode } from '../../fates.ts';
import type { ChatGuid, MessageGuid, Rowid } from '../../message/ids.ts';
import type { RowKind } from '../../message/message.ts';
import type { AccessOf } from './access.ts';
import type { ChatCommandEffects, ChatCommandOutcome } from './chat-commands.ts';
import type { ChatChanges } from './chats.ts';
import type { WindowPlace } from './group-windows.ts';
import type { HoleChanges } from './holes.ts';
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
  /** How far the clocks of those who write were ahead of the gateway's, in milliseconds; left out at 0 (ruling-4). */
  readonly clockOffsetMs?: number;
  /** What chat.db said of it, where it was asked; left out where it is an ordinary message. */
  readonly kind?: RowKind;
  /** The pattern that found a mention of the agent, in a group that asks for one; left out = none, or none was asked for. */
  readonly mentionedBy?: string;
  /** Whether the message that it is put on was sent here; left out = it was not, or nobody asked. */
  readonly isOnOwn?: true;
  /** What was known of a sender who has to pair; left out where lists decided alone. */
  readonly pairing?: Standing | 'paired';
  /** Whether a command came from whoever was approved first, and so is the owner; left out = not. */
  readonly isFirstOwner?: true;
}

export interface VerdictInput extends Reason {
  readonly accountId: string;
  /** Null = pending: the row waits for its turn. */
  readonly fate: Fate | null;
  /** Left out = nothing but the row and the configuration decided. */
  readonly facts?: VerdictFacts;
  /** What the next turn of a session is told of it; left out = nothing. */
  readonly event?: QueuedEvent;
  /** What the row tells the gateway to do, which is done where the row is new. */
  readonly command?: ChatCommandEffects;
  /** Of somebody who would have to pair. */
  readonly stranger?: StrangerInput;
  /** Where it waits to be told with the next turn of its group; left out = it does not. */
  readonly window?: WindowPlace;
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
  readonly arrivedAtMs: number;
  /** Left out = only its identity says whether it is a repeat. */
  readonly content?: ContentKey;
  /** Whether its rowid is above all that the database has, so that no cursor may follow it. Default false. */
  readonly isBeyond?: boolean;
  readonly verdicts: readonly VerdictInput[];
}

export interface PendingRow {
  readonly seq: number;
  /** Why it waits. */
  readonly code: ReasonCode;
  readonly eventId: string;
  readonly rowid: Rowid | null;
  readonly raw: Uint8Array;
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
   * none waits and there is room; `standing` = what was found, by which its verdict is journalled.
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
