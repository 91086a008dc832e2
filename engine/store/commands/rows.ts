// Rows as they were journalled, for whoever wants to know why they have the fate they have.

import type { Fate, Reason } from '../../fates.ts';
import type { ChatGuid, MessageGuid, Rowid, TurnId } from '../../message/ids.ts';
import type { AccessOf } from './access.ts';
import type { Envelope, VerdictFacts } from './journal.ts';

export interface JournalledVerdict extends Required<Reason> {
  readonly accountId: string;
  /** Null = pending. */
  readonly fate: Fate | null;
  /** Null = nothing but the row and the configuration decided. */
  readonly facts: VerdictFacts | null;
  /** The turn that it became part of; null = none. */
  readonly turnId: TurnId | null;
}

export interface JournalledRow {
  readonly sourceId: string;
  readonly seq: number;
  readonly eventId: string;
  readonly rowid: Rowid | null;
  readonly guid: MessageGuid | null;
  readonly chatGuid: ChatGuid | null;
  readonly isFromMe: boolean;
  readonly arrivedAtMs: number;
  /** Null = its body was not kept, or its time is over. */
  readonly raw: Uint8Array | null;
  /** What is kept in its place; null = nothing. */
  readonly envelope: Envelope | null;
  /** By account. */
  readonly verdicts: readonly JournalledVerdict[];
}

/** Each with its input and its result. */
export interface RowCommands {
  /** Where the databases are that were ever read, oldest first. */
  places: { in: object; out: readonly { readonly sourceId: string; readonly locator: string }[] };
  /** Rows of a source from `sinceMs` on, in journal order, above `afterSeq`. */
  journalled: {
    in: { sourceId: string; sinceMs: number; afterSeq: number; limit: number };
    out: readonly JournalledRow[];
  };
  /** The row with this number in the journal, by which agents know its message; null = it is not there any more. */
  rowNumbered: { in: { seq: number }; out: Pick<JournalledRow, 'guid' | 'chatGuid' | 'isFromMe'> | null };
  /** Rows of all sources that have one of these event ids, or this number, in journal order. */
  rowsNamed: {
    in: { eventIds: readonly string[]; rowid: number | null };
    out: readonly JournalledRow[];
  };
  /** Of the newest `rowsMax` rows of all sources those of others in one of these chats, five at most, which go to this account, from `sinceMs` on, newest first. */
  cameIn: {
    in: {
      accountId: string;
      chatGuids: readonly ChatGuid[];
      sinceMs: number;
      rowsMax: number;
      limit: number;
    };
    out: readonly (Pick<JournalledVerdict, 'fate' | 'code'> & { readonly guid: MessageGuid })[];
  };
  /** Of the newest `rowsMax` rows of all sources those of these sources that came back from others, from `sinceMs` on. */
  echoes: {
    in: { sourceIds: readonly string[]; sinceMs: number; rowsMax: number };
    out: readonly JournalledRow[];
  };
  /** Of the newest `rowsMax` rows of all sources those of these sources that are a row of a note to oneself, from `sinceMs` on. */
  selfNotes: {
    in: { sourceIds: readonly string[]; sinceMs: number; rowsMax: number };
    out: readonly JournalledRow[];
  };
}

export const ROW_COMMANDS = {
  places: 'read',
  journalled: 'read',
  rowNumbered: 'read',
  rowsNamed: 'read',
  cameIn: 'read',
  echoes: 'read',
  selfNotes: 'read',
} as const satisfies AccessOf<RowCommands>;
