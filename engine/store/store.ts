// The store port: everything durable, as commands with results, by subject. Commands issued together run in one
// transaction, each behind a savepoint of its own. The store has no clock and makes no identifiers except
// `seq`, the order of the journal. Opening makes the opener its owner: once another gateway has opened the
// store, nothing of this one is written any more (`store_owner_lost`). Whoever only reads owns nothing.

import type { StoreStatus } from '../status.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Access } from './commands/access.ts';
import { APPROVAL_COMMANDS, type ApprovalCommands } from './commands/approvals.ts';
import { OBEY_COMMANDS, type ObeyCommands } from './commands/chat-commands.ts';
import { CHAT_COMMANDS, type ChatCommands } from './commands/chats.ts';
import { EXCHANGE_COMMANDS, type ExchangeCommands } from './commands/exchanges.ts';
import { FIRST_TURN_COMMANDS, type FirstTurnCommands } from './commands/first-turns.ts';
import { GROUP_WINDOW_COMMANDS, type GroupWindowCommands } from './commands/group-windows.ts';
import { HOLE_COMMANDS, type HoleCommands } from './commands/holes.ts';
import { JOURNAL_COMMANDS, type JournalCommands } from './commands/journal.ts';
import { OWNERS_WORD_COMMANDS, type OwnersWordCommands } from './commands/owners-words.ts';
import { PAIRING_COMMANDS, type PairingCommands } from './commands/pairing.ts';
import { PART_COMMANDS, type PartCommands } from './commands/parts.ts';
import { REDO_COMMANDS, type RedoCommands } from './commands/redo.ts';
import { REPORT_COMMANDS, type ReportCommands } from './commands/reports.ts';
import { ROW_COMMANDS, type RowCommands } from './commands/rows.ts';
import { SESSION_COMMANDS, type SessionCommands } from './commands/sessions.ts';
import { SOURCE_COMMANDS, type SourceCommands } from './commands/sources.ts';
import { SYSTEM_EVENT_COMMANDS, type SystemEventCommands } from './commands/system-events.ts';
import { TURN_COMMANDS, type TurnCommands } from './commands/turns.ts';

/** Every command: its input and its result. */
export interface Commands
  extends SourceCommands,
    HoleCommands,
    ChatCommands,
    JournalCommands,
    GroupWindowCommands,
    FirstTurnCommands,
    SystemEventCommands,
    ExchangeCommands,
    OwnersWordCommands,
    ObeyCommands,
    SessionCommands,
    TurnCommands,
    RedoCommands,
    PartCommands,
    PairingCommands,
    ApprovalCommands,
    RowCommands,
    ReportCommands {}

const ACCESS = {
  ...SOURCE_COMMANDS,
  ...HOLE_COMMANDS,
  ...CHAT_COMMANDS,
  ...JOURNAL_COMMANDS,
  ...GROUP_WINDOW_COMMANDS,
  ...FIRST_TURN_COMMANDS,
  ...SYSTEM_EVENT_COMMANDS,
  ...EXCHANGE_COMMANDS,
  ...OWNERS_WORD_COMMANDS,
  ...OBEY_COMMANDS,
  ...SESSION_COMMANDS,
  ...TURN_COMMANDS,
  ...REDO_COMMANDS,
  ...PART_COMMANDS,
  ...PAIRING_COMMANDS,
  ...APPROVAL_COMMANDS,
  ...ROW_COMMANDS,
  ...REPORT_COMMANDS,
};

export type CommandName = keyof Commands;

/** Commands that change nothing. */
export type ReadName = {
  [Name in CommandName]: (typeof ACCESS)[Name] extends 'read' ? Name : never;
}[CommandName];

export const COMMAND_NAMES = Object.keys(ACCESS) as readonly CommandName[];

export function isRead(name: CommandName): name is ReadName {
  const access: Access = ACCESS[name];
  return access === 'read';
}

export interface Command<Name extends CommandName = CommandName> {
  readonly name: Name;
  readonly input: Commands[Name]['in'];
}

/** One outcome per command: a savepoint that failed does not undo its neighbours. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: Error };

type Calls<Names extends CommandName> = {
  readonly [Name in Names]: (input: Commands[Name]['in']) => Promise<Commands[Name]['out']>;
};

export type Store = Calls<CommandName> & {
  readonly epoch: number;
  snapshot(): StoreStatus;
  /** Moves what was committed from the log into the file, so that a copy of the file alone is complete. */
  checkpoint(): void;
  /** Lets what is queued finish, then closes. */
  close(): Promise<void>;
};

/** Who looks after a store that is open. */
export interface StoreKeeper {
  /**
   * A transaction failed as a whole, after so many that failed in a row, or the store was lost: true = it is tried
   * again, false = nothing becomes durable any more.
   */
  failed(error: Error, failures: number): Promise<boolean>;
  /** A transaction is durable. */
  committed(): void;
  readonly unawaited: Unawaited;
}

/** What may be asked beside a gateway that runs: each answer is as of one commit, no two need be of the same. */
export type StoreReader = Calls<ReadName> & { close(): Promise<void> };

/** Who opens a store: shown to whoever finds it taken. */
export interface StoreOwner {
  readonly instanceId: string;
  readonly atMs: number;
  /** Whether it takes the store from a gateway that has it. Default false. */
  readonly takesOver?: boolean;
}

/** Where an engine keeps its state. */
export interface StoreBackend {
  /**
   * Rejects with `store_in_use` where another gateway has it, `store_unusable`, `store_too_new`, `store_damaged`, and
   * for the moment with `store_full`, `store_busy` or `store_failing`.
   */
  open(owner: StoreOwner, keeper?: StoreKeeper): Promise<Store>;
  /** Takes no ownership. Rejects with `store_unusable` where there is no store, `store_too_new`. */
  openReader(): Promise<StoreReader>;
}
