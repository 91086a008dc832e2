import type { Approvers } from '../access/approvers.ts';
import type { ChatNumbers } from '../access/chat-numbers.ts';
import type { CommandRule } from '../access/commands.ts';
import type { Paired } from '../access/dm-policy.ts';
import type { MentionRule } from '../access/mentions.ts';
import type { AccessPolicy } from '../access/policy.ts';
import type { KnownPrompt } from '../approvals/rules/prompts.ts';
import type { ReactionNotifications } from '../config/config.ts';
import type { OwnSends } from '../echo/own-sends.ts';
import type { SelfNotes } from '../echo/self-notes.ts';
import type { OwnAddresses } from '../message/authorship.ts';
import type { Handle } from '../message/identity/handles.ts';
import type { Routing } from '../session/routing.ts';
import type { SaidAt } from '../store/commands/owners-words.ts';
import type { AskedFor } from '../store/pairing-rules.ts';
import type { ClockWitnesses } from './clock-witnesses.ts';
import type { NumberedGroup } from './decision.ts';
import type { Fence } from './fence.ts';
import type { OpenRun, WaitRule } from './open-runs.ts';

/** What the configuration of an account settles. */
export interface Policy {
  readonly accountId: string;
  /** The country of handles of the wire without one; null, or left out = they are as they came. */
  readonly wireRegion?: string | null;
  /** Whether a message of nothing but files is one (ATT-1). */
  readonly includeAttachments: boolean;
  /** Whether rows of direct chats wait for their link preview, which may come as a row without text. */
  readonly waitsForPreviews: boolean;
  readonly access: AccessPolicy;
  /** Null, or left out = no group asks for a mention. Where agents are bound, that of the default agent. */
  readonly mentions?: MentionRule | null;
  /** Left out = the default agent answers everybody. */
  readonly bound?: BoundAgents;
  /** Which reactions turns are told of. */
  readonly reactionNotifications: ReactionNotifications;
  /** Who may tell the gateway what to do; left out = nobody can, and such words are for the agent. */
  readonly commands?: CommandRule | undefined;
  /** Who may decide what was asked, by the account that asked; left out = nobody may. */
  readonly approvers?: ReadonlyMap<string, Approvers>;
  /** Whether strangers whom Messages hides are answered where everybody may write. */
  readonly answersFiltered: boolean;
  /** How long the agent is quiet in a conversation after the owner's own words there; left out = 0, not at all. */
  readonly quietMs?: number;
  /** Whether what the owner writes and mentions the agent is a turn; left out = no. */
  readonly hearsOwner?: boolean;
  /** Left out = as many as they like. */
  readonly budget?: Budget;
}

/** Which agents answer, where that is not everywhere the default one. */
export interface BoundAgents {
  readonly routing: Routing;
  /** By agent. */
  readonly mentions: ReadonlyMap<string, MentionRule | null>;
}

/** What is known of the chats of a database by their numbers. */
export interface KnownChats extends ChatNumbers {
  /** Whether the group is known under this number. */
  knows(group: NumberedGroup): boolean;
}

/** Who has paired with an account, or wants to. */
export interface KnownPairing {
  readonly paired: Paired;
  /** Also those that have ended or were denied. */
  readonly requests: readonly AskedFor[];
  /** Who was approved first, while nobody was named as the owner. Left out = nobody. */
  readonly owner?: Handle;
}

/** In a conversation, whatever service it is over, by what its chats mean. */
export type OwnersWords = ReadonlyMap<string, SaidAt>;

/** When answers of an agent came back, by `loopOf`, the latest of them; in milliseconds since the Unix epoch. */
export type Echoes = ReadonlyMap<string, readonly number[]>;

/** What somebody has had answered. */
export interface SpentBy {
  /** When the first message of each turn came, oldest first, a day back at least; in milliseconds since the Unix epoch. */
  readonly times: readonly number[];
  /** When the last message came that was let in; left out = none was. */
  readonly lastMs?: number;
  /** What waits for more that is of the same turn; left out = nothing. */
  readonly runs?: readonly OpenRun[];
  /** Their last messages within that day, whatever became of these: told once more, they count for nothing. */
  readonly told?: readonly { readonly guid: string; readonly atMs: number }[];
  /** Whether what they wrote last was too much. */
  readonly isOver: boolean;
}

/** By `spenderOf`. */
export type Spent = ReadonlyMap<string, SpentBy>;

/** How many turns one person may have. */
interface Budget {
  readonly hour: number;
  readonly day: number;
  readonly waiting: WaitRule;
  /** Whoever has several handles is one. */
  personOf(sender: string): string;
}

/** All that a decision needs to know besides the row, as it is when its batch is decided. */
export interface Snapshot extends Policy {
  readonly fence: Fence;
  readonly own: OwnSends;
  /** As known before the batch; what its rows add counts for those behind them. */
  readonly ownAddresses: OwnAddresses;
  /** As known before the batch. Left out = nothing is known. */
  readonly chats?: KnownChats;
  /** Left out = nothing is known: nobody is admitted for it, and nobody is sent a code. */
  readonly pairing?: KnownPairing;
  /** With which hashes of what was said are made; left out = it is not compared. */
  readonly contentSecret?: string;
  /** When the owner last said something by themselves in a conversation, as known before the batch. Left out = nobody asks. */
  readonly ownersWords?: OwnersWords;
  /** Answers of an agent that came back, as known before the batch. Left out = none did. */
  readonly echoes?: Echoes;
  /** What was taken for a message in the chat with oneself lately, as known before the batch. Left out = nothing was. */
  readonly notes?: SelfNotes;
  /** The messages that ask somebody, oldest first, as known before the batch. Left out = none does. */
  readonly prompts?: readonly KnownPrompt[];
  /** What people have had answered, as known before the batch. Left out = nobody counts. */
  readonly spent?: Spent;
  /** Messages that are journalled, whatever became of them: told again, they count for nothing. Left out = none is known. */
  readonly journalledGuids?: ReadonlySet<string>;
  /** Whether link previews are marked among the rows of the database (ruling-5). Left out = they are. */
  readonly arePreviewsMarked?: boolean;
  /** What is known of the gateway's clock before the batch; its rows are witnesses for themselves and those behind them. */
  readonly clocks: ClockWitnesses;
}
