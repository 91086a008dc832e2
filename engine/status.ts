// What a gateway says of itself at one moment, part by part. Plain data, without a handle or a word of anybody.

/** A child of imsg. */
export interface ChildStatus {
  /** `starting` = it has not answered yet; `backing-off` = it ended and is started again after a pause. */
  readonly state: 'stopped' | 'starting' | 'ready' | 'backing-off' | 'stopping';
  /** How often it ended or never became ready since it last was healthy for a minute. */
  readonly faults: number;
}

/** The watch of a database. */
export interface SubscriptionStatus {
  readonly isSubscribed: boolean;
  /** From which row it asked; null = it was left out, or nothing was asked for yet. */
  readonly sinceRowid: number | null;
  /** The highest rowid when it was made; null where chat.db could not be read. */
  readonly boundary: number | null;
}

/** Rows between the pipe and the journal. */
export interface IntakeStatus {
  readonly waitingRows: number;
  /** Whether the pipe waits for the store. */
  readonly isPaused: boolean;
}

/** What leaves a database. */
export interface WireStatus {
  /** By the command that the accounts of each name. */
  readonly children: readonly (ChildStatus & {
    readonly accountIds: readonly string[];
    /** Whether it takes sends. */
    readonly isReady: boolean;
  })[];
  /** Parts that are held for it; what more there is waits in the store. */
  readonly waitingParts: number;
  /** Conversations of which more waits in the store. */
  readonly lanesWithMore: number;
  /** Turns whose rest waits for the outcome of an earlier part. */
  readonly heldTurns: number;
  /** Signals such as typing that could not go at once, since the start. */
  readonly droppedSignals: number;
  readonly isBusy: boolean;
}

export interface SourceStatus {
  readonly sourceId: string;
  /** The account that reads it. */
  readonly ownerId: string;
  readonly child: ChildStatus;
  /** Of the imsg that reads; null until it is known. */
  readonly imsgVersion: string | null;
  readonly subscription: SubscriptionStatus;
  readonly intake: IntakeStatus;
  /** Highest rowid seen, or known at the start of the watch. */
  readonly highestRowid: number | null;
  /** How far the Mac's clock is ahead of the gateway's, in milliseconds; 0 unless it is clearly off. */
  readonly clockOffsetMs: number;
  readonly wire: WireStatus;
}

export interface AccountStatus {
  readonly accountId: string;
  /** The database that it sends from, and receives from if it is the owner; null before that was identified. */
  readonly sourceId: string | null;
  /** Conversations in which somebody may still be writing. */
  readonly waitingConversations: number;
  readonly turns: { readonly running: number; readonly waiting: number };
}

export interface StoreStatus {
  /** One higher with each gateway that opened it. */
  readonly epoch: number;
  /** Commands that wait for a commit. */
  readonly waitingCommands: number;
  /** Why the last commit failed, while it is tried again; null = it did not. */
  readonly failure: string | null;
}

export interface EngineStatus {
  readonly state: 'new' | 'starting' | 'running' | 'stopping' | 'stopped';
  /** Null before it is open. */
  readonly store: StoreStatus | null;
  readonly sources: readonly SourceStatus[];
  readonly accounts: readonly AccountStatus[];
}
