// Parts of answers: what is to be sent, and what is known of it.

import type { Handle } from '../../message/identity/handles.ts';
import type { ChatGuid, ChatId, Lane, MessageGuid, PartId, Rowid, TurnId } from '../../message/ids.ts';
import type { AccessOf } from './access.ts';

/** `undelivered` = it left, and Messages says that it failed afterwards; only a part that is `sent` becomes it. */
export type PartState = 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'expired' | 'undelivered';

/** Ends by which somebody may miss a message: whoever asked for it is told of them for sure, also over a crash. */
export const IS_TROUBLE: ReadonlySet<PartState> = new Set(['failed', 'unknown', 'expired', 'undelivered']);

/** What a part is in that imsg may have begun, and that has not provably come to nothing. */
export const MAY_BE_DONE: ReadonlySet<PartState> = new Set(['sending', 'sent', 'unknown']);

/** What a part is. */
export type PartKind = 'text' | 'file' | 'action';

/** Where a part goes: for a turn the chat that it came from, never a handle (ruling-13). */
export interface PartTarget {
  readonly chatGuid: ChatGuid;
  readonly chatId: ChatId;
  /** Somebody with whom there is no chat yet: the GUID then only says which it will be, over whatever service. */
  readonly to?: Handle;
  /** It is to leave by AppleScript. Left out = by whichever way is there. */
  readonly by?: 'applescript';
  /** Left out = as the account says. */
  readonly service?: 'imessage' | 'sms' | 'auto';
}

export interface PartInput {
  readonly partId: PartId;
  readonly ordinal: number;
  readonly kind: PartKind;
  /** What is sent, in the form of its kind. */
  readonly content: string;
  readonly target: PartTarget;
  /** UUID that a tracked send carries; the same id may be sent again. */
  readonly attemptId: string;
  /** `sending` only together with `maxRowid` and `sendingAtMs`: the caller puts it on the wire right after. */
  readonly state: 'queued' | 'sending';
  readonly maxRowid: number | null;
  readonly sendingAtMs: number | null;
}

/** What the gateway says by itself: it follows from a row, and answers no turn. */
export interface Notice extends PartInput {
  readonly lane: Lane;
}

/** How often imsg has refused a part without having begun it, and when first. */
export interface PartRefusals {
  readonly count: number;
  readonly firstAtMs: number;
}

export interface PartEvidence {
  readonly guid?: MessageGuid | null;
  readonly rowid?: Rowid | null;
  /** How it is known: by an own row, by what is seen of what it was done to, or not at all. */
  readonly via: 'row' | 'look' | 'none';
  readonly detail?: string;
  /** Of one that is tried again; left out = it was never refused. */
  readonly refusals?: PartRefusals;
}

export interface PartRow {
  readonly partId: PartId;
  readonly turnId: TurnId | null;
  readonly accountId: string;
  readonly lane: Lane;
  /** Order of creation, the order of sending within a lane. */
  readonly seq: number;
  readonly ordinal: number;
  readonly kind: PartKind;
  readonly content: string;
  readonly target: PartTarget;
  readonly attemptId: string;
  readonly state: PartState;
  readonly maxRowid: number | null;
  readonly sendingAtMs: number | null;
  readonly guid: MessageGuid | null;
  readonly rowid: Rowid | null;
  readonly evidence: PartEvidence | null;
  readonly createdAtMs: number;
  /** When the journal was told its end; null = it has none. */
  readonly endedAtMs: number | null;
}

/** Each with its input and its result. */
export interface PartCommands {
  /** `running` or `replying` → `replying` with further parts, in one commit. False when the turn is in another state. */
  reply: { in: { turnId: TurnId; parts: readonly PartInput[]; atMs: number }; out: boolean };
  /**
   * `running` or `replying` → `answered` with all that is left of the answer, in one commit. False when the turn is in
   * another state.
   */
  answer: { in: { turnId: TurnId; parts: readonly PartInput[]; atMs: number }; out: boolean };
  /** Parts that answer no turn and follow from no row, all or none. */
  post: { in: { accountId: string; parts: readonly Notice[]; atMs: number }; out: null };
  /** `queued` → `sending`, with the highest rowid of the database before the wire sees it. */
  startPart: { in: { partId: PartId; maxRowid: number | null; atMs: number }; out: boolean };
  /**
   * `from` → `to` with evidence, and with what leaves in its place. False when the part is in another state, or its guid already
   * proves another part: then nothing follows.
   */
  endPart: {
    in: {
      partId: PartId;
      from: 'queued' | 'sending' | 'sent';
      to: 'sent' | 'failed' | 'unknown' | 'expired' | 'queued' | 'undelivered';
      evidence: PartEvidence;
      /** Of the same account, and of no turn. Left out = nothing leaves in its place. */
      followedBy?: Notice;
      atMs: number;
    };
    out: boolean;
  };
  /** Parts in `sending`, oldest first. */
  sendingParts: { in: { accountId: string }; out: readonly PartRow[] };
  /** Parts in `queued` of a lane, or of all, above `afterSeq`, oldest first, at most `limit`. */
  queuedParts: {
    in: { accountId: string; lane: Lane | null; afterSeq: number; limit: number };
    out: readonly PartRow[];
  };
  /** Of parts with a time from `sinceMs` on the `limit` that were made last, newest first: the echo memory. */
  recentParts: { in: { accountId: string; sinceMs: number; limit: number }; out: readonly PartRow[] };
  /** The part of the account that the row with this GUID proves, as it is spelled there; null = none. */
  provenPart: { in: { accountId: string; guid: MessageGuid }; out: PartRow | null };
  /** Those of the GUIDs that prove a part of whatever account, as they are spelled there. */
  provenGuids: { in: { guids: readonly MessageGuid[] }; out: readonly MessageGuid[] };
  /** Those that ended in trouble, which is not known to have been told, by their ids; at most `limit`. */
  untoldParts: { in: { accountId: string; limit: number }; out: readonly PartRow[] };
  /** It was told how a part ended. False = that was known, or nobody has to be told. */
  partTold: { in: { accountId: string; partId: PartId }; out: boolean };
  /** What was to be sent for a turn, in its order. */
  partsOf: { in: { turnId: TurnId }; out: readonly PartRow[] };
}

export const PART_COMMANDS = {
  reply: 'write',
  answer: 'write',
  post: 'write',
  startPart: 'write',
  endPart: 'write',
  sendingParts: 'read',
  queuedParts: 'read',
  recentParts: 'read',
  provenPart: 'read',
  provenGuids: 'read',
  untoldParts: 'read',
  partTold: 'write',
  partsOf: 'read',
} as const satisfies AccessOf<PartCommands>;
