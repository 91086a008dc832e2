// What a gateway says of itself at one moment, part by part. Plain data, without a handle or a word of anybody.
// It crosses the control socket: `gateway/status-schema.ts` has the same fields, and the command line's table shows them.

/** A child of imsg. */
export interface ChildStatus {
  /** `starting` = it has not answered yet; `backing-off` = it ended and is started again after a pause. */
  readonly state: 'stopped' | 'starting' | 'ready' | 'backing-off' | 'stopping';
  /** How often it ended or never became ready since it last was healthy for a minute. */
  readonly faults: number;
}

/** The watch of a database. */
export interface SubscriptionStatus {
  /**
   * Whether there is a watch: false between a child that is lost and the next one. One that has just ended with an error
   * counts until it is asked for anew.
   */
  readonly isSubscribed: boolean;
  /** It asked for the rows above this one; null = it was left out, or nothing was asked for yet. */
  readonly sinceRowid: number | null;
  /** The highest rowid when it was made; null where chat.db could not be read. */
  readonly boundary: number | null;
}

/** Rows between the pipe and the journal. */
export interface IntakeStatus {
  /** Sighted, and in no commit yet. */
  readonly waitingRows: number;
  /** Whether the pipe waits for the store. */
  readonly isPaused: boolean;
}

export type BridgeState = 'unknown' | 'ready' | 'missing' | 'failed';

/** What leaves a database. */
export interface WireStatus {
  /** By the command that the accounts of each name. */
  readonly children: readonly (ChildStatus & {
    /** Whose sends it makes. */
    readonly accountIds: readonly string[];
    /** Whether it takes sends. */
    readonly isReady: boolean;
    /** As it was last found: `failed` = it answered that it was there, and then failed at a send. */
    readonly bridge: BridgeState;
  })[];
  /** Parts that are held for it; what more there is waits in the store. */
  readonly waitingParts: number;
  /** Conversations of which more waits in the store. */
  readonly lanesWithMore: number;
  /** Conversations that wait for what became of a part, or to try one again. */
  readonly heldLanes: number;
  /** Of those, the ones with a part that imsg is known not to have begun, and that is tried again. */
  readonly pausedLanes: number;
  /**
   * Whether macOS lets Messages be controlled. Nothing but a send by AppleScript shows it (ruling-16): `works` = one was taken,
   * `denied` = the last one was refused (-1743), `unverified` = there was none yet.
   */
  readonly automation: 'unverified' | 'works' | 'denied';
  /** Signals such as typing that could not go at once, since the start. */
  readonly droppedSignals: number;
  /** Whether a call is under way. */
  readonly isBusy: boolean;
}

/** What the last probe found of who is silent. */
export interface DeliveryStatus {
  /**
   * `told` = imsg has told of all that chat.db has: what is missing here was not delivered to this Mac; `deaf` = of some of it
   * not; `unknown` = nobody has looked, or chat.db cannot be read from here.
   */
  readonly verdict: 'unknown' | 'told' | 'deaf';
  /** The newest row that imsg has to tell of; null = not known. */
  readonly newestRowid: number | null;
}

/** A Messages database; it is there once it was identified. */
export interface SourceStatus {
  /** Its id in the store, which it keeps for as long as it is the same database. */
  readonly sourceId: string;
  /** The account that reads it. */
  readonly ownerId: string;
  /** The one that reads. */
  readonly child: ChildStatus;
  /** Of the imsg that reads; null until it is known. */
  readonly imsgVersion: string | null;
  readonly subscription: SubscriptionStatus;
  readonly intake: IntakeStatus;
  /** Highest rowid seen, or known at the start of the watch. */
  readonly highestRowid: number | null;
  readonly delivery: DeliveryStatus;
  /** How far the clocks of those who write are ahead of the gateway's, in milliseconds; 0 unless it is clearly off. */
  readonly clockOffsetMs: number;
  readonly wire: WireStatus;
}

/** An account that is enabled, from when it begins. */
export interface AccountStatus {
  /** As in the configuration. */
  readonly accountId: string;
  /** What the configuration calls it; null = nothing but its id. */
  readonly name: string | null;
  /** The database that it sends from; rows of it come to its owner, and to those that list addresses of their own. */
  readonly sourceId: string | null;
  /** Conversations in which somebody may still be writing. */
  readonly waitingConversations: number;
  /** `running` = the agent has it; `waiting` = formed, behind others of its conversation or of the agent. */
  readonly turns: { readonly running: number; readonly waiting: number };
  /** Requests and questions that wait for somebody to decide. */
  readonly openApprovals: number;
  /** Conversations in which nobody is answered for a while, since they go as fast as programs do (ruling-34). */
  readonly braked: BrakesStatus;
  /** How much has left, and what waits for room (`outbound.sendsPerAccount`, `outbound.sendsPerConversation`). */
  readonly pace: PaceStatus;
}

/** Of what an account may send within a while. */
export interface BudgetStatus {
  /** What has left within it, or is on its way. */
  readonly used: number;
  readonly limit: number;
}

export interface PaceStatus {
  /** Of the account as a whole; null = it is not limited. */
  readonly minute: BudgetStatus | null;
  readonly hour: BudgetStatus | null;
  /** Parts that wait for room, of their conversation or of the account; what more there is waits in the store. */
  readonly waitingParts: number;
  /** Of how many conversations. */
  readonly conversations: number;
  /** In how many milliseconds the first of them may leave; null = nothing waits, or what is on its way has to leave first. */
  readonly nextInMs: number | null;
}

export interface BrakesStatus {
  readonly conversations: number;
  /** How long the longest of them still waits, in milliseconds. */
  readonly longestMs: number;
}

/** The journal of this gateway. */
export interface StoreStatus {
  /** One higher with each gateway that opened it. */
  readonly epoch: number;
  /** Commands that wait for a commit. */
  readonly waitingCommands: number;
  /** The code of the error with which the last commit failed, while it is tried again; null = it did not. */
  readonly failure: string | null;
}

/** What `engine.status()` gives, and the method `status` of the control socket. */
export interface EngineStatus {
  /** `running` from the end of `start()`, whether or not there is an imsg; `stopping` from the first `stop()`. */
  readonly state: 'new' | 'starting' | 'running' | 'stopping' | 'stopped';
  /** Null before it is open. */
  readonly store: StoreStatus | null;
  /** In the order of the accounts that read them. */
  readonly sources: readonly SourceStatus[];
  /** In the order in which they begin: by database, its owner first. */
  readonly accounts: readonly AccountStatus[];
}
