// The store port: everything durable, as commands with results. Commands issued together run in one
// transaction, each behind a savepoint of its own. The store has no clock and makes no identifiers except
// `seq`, the order of the journal. Every command carries the owner's epoch by way of `openStore`: once
// another gateway has acquired the store, all further commands of this one reject with `store_owner_lost`.

/** The one final answer for a row and account. Closed list. */
export const FATES = [
  'dispatched',
  'merged',
  'command',
  'reaction',
  'approval',
  'challenged',
  'denied',
  'stale',
  'echo',
  'context',
  'empty',
  'malformed',
  'dead',
] as const;
export type Fate = (typeof FATES)[number];

export type TurnState = 'formed' | 'running' | 'replying' | 'answered' | 'interrupted' | 'failed';
export type PartState = 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'expired';

export interface SourceState {
  readonly sourceId: string;
  /** What was known of the database's identity when it was last seen. */
  readonly fileKey: string | null;
  /** Highest rowid in the journal; null before the first row or boundary. */
  readonly journalledTo: number | null;
  /** Every row at or below has its fate. Never goes back. */
  readonly settledTo: number | null;
  /** Whether a balloon id ever came from here, which proves that the build reports them (ruling-5). */
  readonly balloonSeen: boolean;
  /** Journalled rowid and GUID pairs, newest first, at most 8: the proof that a file is still the same database. */
  readonly marks: readonly { readonly rowid: number; readonly guid: string }[];
}

interface VerdictInput {
  readonly accountId: string;
  /** Null = pending: the row waits for its turn. */
  readonly fate: Fate | null;
  readonly reason: string;
}

export interface RowInput {
  /** Identity within the source: the GUID, or the composite of REC-1. */
  readonly eventId: string;
  readonly rowid: number | null;
  readonly guid: string | null;
  readonly chatGuid: string | null;
  readonly isFromMe: boolean;
  /** The frame's message as bytes; null where nothing of it may be kept (denied and stale rows). */
  readonly raw: Uint8Array | null;
  readonly arrivedAtMs: number;
  readonly verdicts: readonly VerdictInput[];
}

export interface PendingRow {
  readonly seq: number;
  readonly eventId: string;
  readonly rowid: number | null;
  readonly raw: Uint8Array;
  readonly arrivedAtMs: number;
}

export interface TurnInput {
  readonly turnId: string;
  readonly accountId: string;
  readonly lane: string;
  /** In rowid order. The first is `dispatched`, the others `merged`, unless the caller says otherwise. */
  readonly members: readonly { readonly seq: number; readonly fate: Fate }[];
  readonly text: string;
  /** Whatever dispatch and reply need to know again after a restart, as JSON. */
  readonly context: string;
  readonly state: 'formed' | 'running';
  readonly formedAtMs: number;
}

export interface TurnRow {
  readonly turnId: string;
  readonly accountId: string;
  readonly lane: string;
  readonly memberSeqs: readonly number[];
  readonly text: string;
  readonly context: string;
  readonly state: TurnState;
  readonly attempts: number;
  readonly reason: string;
  readonly formedAtMs: number;
}

export interface PartInput {
  readonly partId: string;
  readonly ordinal: number;
  readonly kind: 'text' | 'file' | 'action';
  /** What is sent, as JSON for anything but text. */
  readonly content: string;
  /** Where it goes, as JSON. */
  readonly target: string;
  /** UUID that a tracked send carries; the same id may be sent again. */
  readonly attemptId: string;
  /** `sending` only together with `maxRowid` and `sendingAtMs`: the caller puts it on the wire right after. */
  readonly state: 'queued' | 'sending';
  readonly maxRowid: number | null;
  readonly sendingAtMs: number | null;
}

export interface PartEvidence {
  readonly guid?: string | null;
  readonly rowid?: number | null;
  /** How it is known: the answer of the call, an own row, or a row found by reconciliation. */
  readonly via: 'answer' | 'row' | 'reconciled' | 'none';
  readonly detail?: string;
}

export interface PartRow {
  readonly partId: string;
  readonly turnId: string | null;
  readonly accountId: string;
  readonly lane: string;
  /** Order of creation, the order of sending within a lane. */
  readonly seq: number;
  readonly ordinal: number;
  readonly kind: PartInput['kind'];
  readonly content: string;
  readonly target: string;
  readonly attemptId: string;
  readonly state: PartState;
  readonly maxRowid: number | null;
  readonly sendingAtMs: number | null;
  readonly guid: string | null;
  readonly rowid: number | null;
  readonly evidence: PartEvidence | null;
  readonly createdAtMs: number;
}

export interface Counts {
  /** Arrivals of rows, repeats included. */
  readonly sightings: number;
  readonly repeats: number;
  readonly rows: number;
  readonly pending: number;
  readonly fates: Readonly<Record<Fate, number>>;
}

/** Every command: its input and its result. */
export interface Commands {
  /** Sources whose locator or file key matches, for the engine to compare by their marks. */
  findSources: { in: { locator: string; fileKey: string | null }; out: readonly SourceState[] };
  /** Adds a source. Idempotent by `sourceId`. */
  createSource: {
    in: { sourceId: string; locator: string; fileKey: string | null; createdAtMs: number };
    out: SourceState;
  };
  /** Remembers where the source was last found. */
  moveSource: { in: { sourceId: string; locator: string; fileKey: string | null }; out: undefined };
  /** Sets `balloonSeen` for good. */
  markBalloonSeen: { in: { sourceId: string }; out: undefined };
  /**
   * Lifts `journalledTo` to at least `rowid`, and `settledTo` as far as no row is pending below; never lowers
   * either. For a first boundary and for skipped spans.
   */
  advanceCursors: { in: { sourceId: string; rowid: number }; out: SourceState };
  /**
   * Journals rows with their verdicts in arrival order. A row already known (same eventId) counts as a repeat
   * sighting and changes nothing. Moves `journalledTo` to the highest rowid and `settledTo` as far as the
   * verdicts allow (below the lowest pending rowid of the source).
   */
  ingest: {
    in: { sourceId: string; rows: readonly RowInput[] };
    out: {
      rows: readonly { seq: number; isNew: boolean }[];
      journalledTo: number | null;
      settledTo: number | null;
    };
  };
  /** Gives pending rows their fate. A row that has one already keeps it (`false` at its place). */
  settle: {
    in: {
      sourceId: string;
      accountId: string;
      verdicts: readonly { seq: number; fate: Fate; reason: string }[];
    };
    out: readonly boolean[];
  };
  /** Forms a turn of rows that are all still pending for the account; settles them. False when any is not, or the turn exists. */
  formTurn: { in: { sourceId: string; turn: TurnInput }; out: boolean };
  /** `formed` or `running` → `running`, one attempt more. Null when the turn is in another state. */
  startTurn: { in: { turnId: string }; out: TurnRow | null };
  /** `running` → `answered` with all parts of the answer, in one commit. False when the turn is in another state. */
  answer: { in: { turnId: string; parts: readonly PartInput[]; atMs: number }; out: boolean };
  /**
   * `formed`, `running` or `replying` → an end without an answer. The rows of a `failed` turn become `dead`:
   * nothing came of them after all.
   */
  endTurn: {
    in: { turnId: string; state: 'interrupted' | 'failed'; reason: string; atMs: number };
    out: boolean;
  };
  /** `queued` → `sending`, with the highest rowid of the database before the wire sees it. */
  startPart: { in: { partId: string; maxRowid: number | null; atMs: number }; out: boolean };
  /** `from` → `to` with evidence. False when the part is in another state, or its guid already proves another part. */
  endPart: {
    in: {
      partId: string;
      from: 'queued' | 'sending' | 'unknown';
      to: 'sent' | 'failed' | 'unknown' | 'expired' | 'queued';
      evidence: PartEvidence;
      atMs: number;
    };
    out: boolean;
  };
  /** Rows without a fate for the account, in journal order, above `afterSeq`. */
  pending: {
    in: { sourceId: string; accountId: string; afterSeq: number; limit: number };
    out: readonly PendingRow[];
  };
  /** Turns in `formed`, `running` or `replying`, oldest first. */
  openTurns: { in: { accountId: string }; out: readonly TurnRow[] };
  turn: { in: { turnId: string }; out: TurnRow | null };
  /** Parts in `queued` or `sending`, oldest first. */
  openParts: { in: { accountId: string }; out: readonly PartRow[] };
  /** Parts made at or after `sinceMs`, newest first, at most `limit`: the echo memory. */
  recentParts: { in: { accountId: string; sinceMs: number; limit: number }; out: readonly PartRow[] };
  /** The fate each row got and why, in journal order: for reports and checkers. */
  verdicts: {
    in: { sourceId: string; accountId: string; afterSeq: number; limit: number };
    out: readonly {
      seq: number;
      eventId: string;
      rowid: number | null;
      fate: Fate | null;
      reason: string;
      turnId: string | null;
    }[];
  };
  counts: { in: { sourceId: string; accountId: string }; out: Counts };
  /** Drops raw frames of rows that have their fate and arrived before `beforeMs`. Returns how many. */
  dropPayloads: { in: { beforeMs: number; limit: number }; out: number };
}

export type CommandName = keyof Commands;
export interface Command<Name extends CommandName = CommandName> {
  readonly name: Name;
  readonly input: Commands[Name]['in'];
}

/** One outcome per command: a savepoint that failed does not undo its neighbours. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: Error };

/**
 * The synchronous heart of a store: one call is one transaction, durable when it returns. Throws only if the
 * whole transaction failed (disk full, owner lost); then nothing of it happened.
 */
export interface StoreCore {
  /** Makes the caller the owner and returns its epoch, one above the last. */
  acquire(owner: { instanceId: string; atMs: number }): number;
  transact(epoch: number, commands: readonly Command[]): readonly Outcome[];
  close(): void;
}

export type Store = {
  readonly [Name in CommandName]: (input: Commands[Name]['in']) => Promise<Commands[Name]['out']>;
} & {
  readonly epoch: number;
  /** Lets what is queued finish, then closes. */
  close(): Promise<void>;
};
