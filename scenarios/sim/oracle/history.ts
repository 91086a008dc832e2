// What the oracle reads: what was in Messages and when, what the configuration says, what went over the wire, and of
// the gateway only what an operator or an agent sees. Times are the world's true ones, in Unix milliseconds.

import type { Decisions } from './decision.ts';
import type { Acting } from './deed.ts';
import type { Disturbance } from './disturbances.ts';
import type { LogLine } from './log-line.ts';
import type { ConfirmedNumber, PairingDecided } from './operator.ts';
import type { Post } from './post.ts';
import type { SeenFiles } from './seen-files.ts';
import type { Departure, SendAttempt } from './sends.ts';

export type { Departure, SendAttempt } from './sends.ts';

/** A row of `message` as it stood at one moment. */
export interface RowVersion {
  readonly atMs: number;
  /** Of a voice memo what was said, where Messages made it out. */
  readonly text: string;
  readonly isFromMe: boolean;
}

/** What became of one row of one database. */
export interface WitnessedRow {
  /** Which database of the Mac it stood in, counted from 1: a restored or replaced one is another. */
  readonly database: number;
  readonly rowid: number;
  readonly guid: string;
  readonly insertedAtMs: number;
  /** When it first stood in a chat; null = it never did. */
  joinedAtMs: number | null;
  deletedAtMs: number | null;
  /** Rowid of its chat; rows of two chats keep the lowest. */
  chatId: number | null;
  chatGuid: string | null;
  chatIdentifier: string | null;
  /** Whether Messages has put its conversation aside, or takes it for spam. Left out = not. */
  isHidden?: boolean;
  /** What the row says about who wrote it; null = nothing. */
  readonly sender: string | null;
  /** Whether it is an own row that the owner may have written to themselves, read as its copy would come in. Left out = not. */
  readonly isNote?: true;
  /** The address of this Mac at which the row came in or went out. */
  readonly ownAddress: string | null;
  /** What the row gives as its date, in whole milliseconds as it is told; null = it has none. */
  readonly dateMs: number | null;
  /** 0 = a message; 2000 to 3999 = a tapback or a sticker put on one. */
  readonly associatedType: number;
  /** Which message a tapback is put on, as it is written there; left out = it is none. */
  readonly target?: string;
  /** 0 = a message; else a note about the group. */
  readonly itemType: number;
  readonly balloonId: string | null;
  attachments: number;
  /** Whether it said as it came that files belong to it, of which none stood beside it. Left out = not. */
  readonly announcesFiles?: true;
  /** When the first of its files stood beside it; left out = as it came, or none ever did. */
  attachedAtMs?: number;
  /** When Messages noted at it that it was not delivered; left out = it never did. */
  failedAtMs?: number;
  /** Oldest first; at least one. */
  readonly versions: RowVersion[];
}

/** A watch that was asked for, and not refused. That of a process that is only asked for what had not come is none. */
export interface Subscription {
  readonly atMs: number;
  /** When the process that served it ended; null = it did not. */
  endedAtMs: number | null;
  readonly pid: number;
  readonly database: number;
  /** Null = it was left out. */
  readonly sinceRowid: number | null;
}

/** A row that a process told of, in a notification or on a page that was asked for: a whole line of its output. */
export interface Telling {
  readonly atMs: number;
  readonly pid: number;
  readonly database: number;
  readonly guid: string;
  /** Whether it was asked for once more, since it had not come (ruling-27). Left out = it was not. */
  readonly again?: true;
}

/** A gateway from its start to its stop or crash. */
export interface GatewayLife {
  readonly fromMs: number;
  /** Null = it still runs. */
  toMs: number | null;
  /** `config` = it went on with another one: nothing stopped. */
  end: 'stop' | 'crash' | 'config' | null;
  readonly config: unknown;
}

/** Something that an agent said ahead of the rest of its answer. */
export interface AgentPiece {
  readonly atMs: number;
  readonly text: string;
  /** It is the name of a file that leaves. Left out = words. */
  readonly isFile?: true;
  /** imsg says it by itself beside what was done, and nobody tells of it. Left out = it is a part of its own. */
  readonly isBeside?: true;
  /** It leaves with nothing in front of it, and no paragraph by itself. Left out = as replies do. */
  readonly isBare?: true;
  /** Only the bridge can send it, or what it belongs to. Left out = it leaves without one as well. */
  readonly needsBridge?: true;
  /** It is of the answer itself. Left out = it was said ahead of that. */
  readonly isOfAnswer?: true;
  /** Whether the gateway told the agent that it will go out. */
  isTaken: boolean;
}

/** An earlier message that a turn was told of. */
export interface ToldBefore {
  readonly sender: string;
  readonly text: string;
  readonly rowid?: number;
}

/** One turn handed to an agent. */
export interface AgentCall {
  readonly atMs: number;
  /** Null = no answer came. */
  endedAtMs: number | null;
  readonly turnId: string;
  readonly accountId: string;
  readonly chatGuid: string;
  readonly sender: string;
  readonly text: string;
  readonly messageGuids: readonly string[];
  /** Which agent was asked; left out = nobody looked. */
  readonly agentId?: string;
  /** The number of its first message; left out = it has none. */
  readonly MessageSid?: string;
  /** Whether its sender may tell the gateway what to do; left out = nobody looked. */
  readonly CommandAuthorized?: boolean;
  /** The session that the agent knows it under; left out = nobody looked. */
  readonly sessionKey?: string;
  /** What it was told that mentioned nobody; left out = nothing. */
  readonly context?: readonly ToldBefore[];
  /** What it was told of that is no message; left out = nothing. */
  readonly events?: readonly { readonly text: string }[];
  /** With what its session began; left out = with nothing. */
  readonly history?: readonly ToldBefore[];
  /** What the agent knows that by; left out = nobody looked. */
  readonly session?: { readonly id: string };
  /** Said before the end of the call, in this order; left out = nothing. */
  readonly pieces?: readonly AgentPiece[];
  /** What it wrote stretch by stretch, before all else; left out = nothing. */
  written?: string;
  /** What the agent answered at its end; null = it failed, or was not heard. */
  replies: readonly string[] | null;
}

/** What the gateway told of a part of a reply. */
export interface PartEvent {
  readonly atMs: number;
  readonly partId: string;
  /** Null = the gateway says it by itself. */
  readonly turnId: string | null;
  /** The account and the chat that it goes to, with a slash between them; left out = nobody looked. */
  readonly lane?: string;
  readonly text: string;
  readonly state: string;
  readonly guid: string | null;
}

/** What the gateway told of a row. */
export interface RowEvent {
  readonly atMs: number;
  /** Left out = of the only one. */
  readonly accountId?: string;
  readonly rowid: number | null;
  /** Null = the row has none. */
  readonly guid: string | null;
  /** What became of it; null = it waits for a turn. */
  readonly fate: string | null;
  /** False = the gateway knew the row already: nothing follows from what is said of it now. True also for the end of a wait. */
  readonly isNew: boolean;
}

/** What the gateway told of a turn. */
export interface TurnEvent {
  readonly atMs: number;
  readonly turnId: string;
  readonly messageGuids: readonly string[];
  readonly state: string;
  /** The account and the chat that it is of, with a slash between them; left out = nobody looked. */
  readonly lane?: string;
  /** Why it ended without an answer; null = it did not, left out = nobody looked. */
  readonly code?: string | null;
}

export interface History {
  readonly rows: readonly WitnessedRow[];
  /** Where each database stood, on a Mac with several at once; empty = every path leads to the only one. */
  readonly places: readonly { readonly database: number; readonly dbPath: string }[];
  /** When each took the place of the one before; left out = its first row says when. */
  readonly replacements?: readonly { readonly database: number; readonly atMs: number }[];
  readonly subscriptions: readonly Subscription[];
  /** In the order in which they were written; a row may be told of more than once. */
  readonly tellings: readonly Telling[];
  /** Of rows that stood in no chat yet, as builds up to 0.9.0 tell them: they are told once more. Left out = none. */
  readonly toldWithoutChat?: readonly Telling[];
  readonly lives: readonly GatewayLife[];
  readonly calls: readonly AgentCall[];
  readonly parts: readonly PartEvent[];
  readonly rowEvents: readonly RowEvent[];
  readonly turnEvents: readonly TurnEvent[];
  /** Turns that somebody wanted ended; left out = none. */
  readonly aborted?: ReadonlySet<string>;
  /**
   * Numbers of chats that the operator confirms for what has them: when that was asked for, and once more when the gateway
   * said that it is done; what it refused is not there. Left out = none.
   */
  readonly confirmations?: readonly ConfirmedNumber[];
  /**
   * What the operator decided on people who want to pair: when that was asked for, and once more when the gateway said that
   * it is done, or that nobody asked for it. Left out = nothing.
   */
  readonly pairings?: readonly PairingDecided[];
  /** What the operator had said or done of their own accord, oldest first; left out = nothing. */
  readonly posts?: readonly Post[];
  /** What somebody was to decide; left out = nobody looked. */
  readonly decisions?: Decisions;
  /** When the operator let turns be answered after all that had failed; left out = never. */
  readonly redoes?: readonly number[];
  /** What is done besides answering; left out = nobody looked. */
  readonly acting?: Acting;
  readonly departures: readonly Departure[];
  /** In the order in which they were asked for; left out = nobody listened. */
  readonly attempts?: readonly SendAttempt[];
  /** What those say who hear voice memos, as they say it; left out = nobody does. */
  readonly heard?: readonly string[];
  /** Left out = nobody looked. */
  readonly files?: SeenFiles;
  readonly log: readonly LogLine[];
  readonly disturbances: readonly Disturbance[];
  /** How far the gateway's clock is ahead of the true time, from each moment on; empty = it is right. */
  readonly clockOffsets: readonly { readonly fromMs: number; readonly offsetMs: number }[];
  /** Which imsg the Mac has. */
  readonly build: {
    readonly marksPreviews: boolean;
    /** Whether link previews count as told that stand behind a row without a chat: they never are. */
    readonly losesPreviews: boolean;
    /** Whether the bridge is given styles with the words; left out = not. */
    readonly takesStyles?: boolean;
  };
  /** Whether the agent has one turn of a session at a time, whatever conversations share it; left out = no. */
  readonly takesSessionsAlone?: boolean;
  /** How many turns the agent has at once; left out = any number. */
  readonly turnsMax?: number;
  /** When everything under way had come to its end while a gateway ran; null = it was never known to. */
  readonly restedAtMs: number | null;
  readonly endMs: number;
}

/** Something that should not have happened, or should have and did not. */
export interface Finding {
  /** The clause that was broken; the README of this folder explains each. */
  readonly clause: Clause;
  readonly text: string;
  /** The row it is about, where there is one. */
  readonly row?: WitnessedRow;
}

export type Clause =
  | 'answered'
  | 'silent'
  | 'once'
  | 'together'
  | 'apart'
  | 'words'
  | 'sender'
  | 'agent'
  | 'given'
  | 'files'
  | 'order'
  | 'replied'
  | 'addressee'
  | 'doubled'
  | 'evidence'
  | 'truth'
  | 'stopped'
  | 'session'
  | 'unasked'
  | 'styled'
  | 'gated'
  | 'decided'
  | 'braked'
  | 'paced'
  | 'told'
  | 'context'
  | 'history'
  | 'privacy';
