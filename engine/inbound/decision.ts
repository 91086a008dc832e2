import type { WarnOnce } from '../access/warn-once.ts';
import type { Choice } from '../approvals/rules/choices.ts';
import type { NoteRow } from '../echo/self-notes.ts';
import type { Fate, Reason } from '../fates.ts';
import type { Decision as ApproveDecision } from '../message/approve-command.ts';
import type { AnsweredAtOnce } from '../message/chat-command.ts';
import type { Handle } from '../message/identity/handles.ts';
import type { ChatId } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import type { ToldEvent } from '../session/event-text.ts';
import type { ChatCommandOutcome } from '../store/commands/chat-commands.ts';
import type { EntryMeaning } from '../store/commands/chats.ts';
import type { RowInput } from '../store/commands/journal.ts';
import type { HeardWord, LeftToOwner } from '../store/commands/owners-words.ts';
import type { Standing } from '../store/commands/pairing.ts';
import type { PartTarget } from '../store/commands/parts.ts';
import type { Queued } from '../store/commands/system-events.ts';
import type { ClockSighting } from './clock-witnesses.ts';
import type { OpenRun } from './open-runs.ts';

/** What follows a decision besides the fate, as data. */
export type Consequence =
  | ({ readonly kind: 'warn' } & WarnOnce)
  /** What the gateway is told to do; what it comes to is committed with the row. */
  | { readonly kind: 'command'; readonly name: AnsweredAtOnce }
  /** What the row tells of the numbers of chats; committed with it. */
  | {
      readonly kind: 'remember';
      readonly entries: readonly EntryMeaning[];
      readonly group: NumberedGroup | null;
    }
  /** What the next turn of its session is told of it; committed with it. */
  | { readonly kind: 'event'; readonly event: ToldEvent }
  /** The next turn of its group is told of it, unless more than so many others come; committed with it. */
  | { readonly kind: 'window'; readonly limit: number }
  /** The owner said something by themselves in a conversation; committed with it. */
  | ({ readonly kind: 'ownersWord' } & HeardWord)
  /** A row in the chat with oneself was taken for a message. */
  | { readonly kind: 'note'; readonly note: NoteRow }
  /** A row in the chat with oneself is the second one of a note; each by its event id. */
  | { readonly kind: 'twin'; readonly of: string; readonly eventId: string }
  /** An answer of an agent came back in a conversation of an account. */
  | { readonly kind: 'echoed'; readonly loop: string; readonly atMs: number }
  /** What was asked is decided, or somebody tried to; committed with the row. */
  | {
      readonly kind: 'resolve';
      /** Null = it decides nothing. */
      readonly end: (Choice & { readonly approvalId: string }) | null;
      /** What is answered; null = nothing. */
      readonly says: ApproveReply | null;
    }
  /** Somebody wrote whose turns are counted. */
  | ({ readonly kind: 'spent'; readonly spender: string } & Counted)
  /** What the gateway says in the chat of the row; committed with it. */
  | { readonly kind: 'notice'; readonly words: string }
  /** A stranger wrote, who is sent a code or waits; committed with the row. */
  | ({ readonly kind: 'challenge' } & Stranger);

/** A message of somebody whose turns are counted. */
export interface Counted {
  readonly atMs: number;
  /** It is a turn, of one that is counted already, or one too many. */
  readonly is: 'turn' | 'joins' | 'over';
  /** Null = it has none. */
  readonly guid: string | null;
  /** What it begins, goes on with or ends; null = it touches nothing that waits. */
  readonly run: OpenRun | null;
}

/** What the gateway answers to `/approve`. */
export type ApproveReply =
  | { readonly says: 'usage' | 'unauthorized' | 'unknown'; readonly kind: 'exec' | 'plugin' }
  | {
      readonly says: 'not_offered';
      readonly decision: ApproveDecision;
      readonly approvalId: string;
      readonly decisions: readonly ApproveDecision[];
    }
  | {
      readonly says: 'submitted';
      readonly kind: 'exec' | 'plugin';
      readonly decision: ApproveDecision;
      readonly approvalId: string;
    };

/** Somebody who would have to pair, and where they wrote. */
export interface Stranger {
  readonly handle: Handle;
  readonly sender: string;
  readonly target: PartTarget;
  /** Whether a code is to be sent; else a request waits. */
  readonly isNew: boolean;
}

/** A group that was admitted. */
export interface NumberedGroup {
  readonly chatId: ChatId;
  readonly meaning: string;
}

export interface Decision extends Reason {
  readonly row: RowInput;
  /** Null where a row could not be understood or decided, and for a preview that imsg has folded into its text. */
  readonly message: Message | null;
  /** Null = pending: it waits to become part of a turn. */
  readonly fate: Fate | null;
  /** Whether the wider recovery window applied. */
  readonly isReplay: boolean;
  readonly consequences: readonly Consequence[];
  /** What it says of the gateway's clock (ruling-4); null, or left out = nothing. */
  readonly sighting?: ClockSighting | null;
  /** Whether its chat may still come: it is asked for again where nobody knows it yet. Default false. */
  readonly waitsForChat?: boolean;
  /** Whether imsg was asked for it, so that it says no more however often it is asked; of rows without a message. Default false. */
  readonly wasAskedFor?: boolean;
}

/** A decision that is durable. */
export interface Decided extends Decision {
  /** What came of what the gateway was told to do; left out = it was told nothing, or had done it already. */
  readonly command?: ChatCommandOutcome;
  /** Whether its answer was the one that counts; left out = it answers nothing. */
  readonly isAnswered?: boolean;
  /** What the owner's word has left to them; left out = it is none, or the agent goes on. */
  readonly left?: LeftToOwner;
  readonly seq: number;
  /** False = a repeat sighting: the journal knew the row already and nothing follows from it. */
  readonly isNew: boolean;
  /** What became of its event; left out = it has none. */
  readonly event?: Queued;
  /** How the stranger stood who wrote it; left out where none did. */
  readonly standing?: Standing;
}
