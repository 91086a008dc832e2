// What somebody is asked to decide: requests, the messages that ask, and how each ended.

import type { Decision } from '../../message/approve-command.ts';
import type { Handle } from '../../message/identity/handles.ts';
import type { MessageGuid, PartId, TurnId } from '../../message/ids.ts';
import type { AccessOf } from './access.ts';
import type { Notice, PartState, PartTarget } from './parts.ts';

/** What is asked for: to run something, to use a tool, or which of several answers it is. */
export type ApprovalKind = 'exec' | 'plugin' | 'question';

/**
 * `pending` = nobody has decided. `answered` is of questions; `expired` = nobody did in time; `withdrawn` = nobody waits for
 * it any more; `undelivered` = no message that asks could be sent.
 */
export type ApprovalState =
  | 'pending'
  | 'allow-once'
  | 'allow-always'
  | 'deny'
  | 'answered'
  | 'expired'
  | 'withdrawn'
  | 'undelivered';

export type ApprovalEndState = Exclude<ApprovalState, 'pending'>;

/** What the gateway says by itself over an account. */
export interface Posted {
  readonly accountId: string;
  readonly notice: Notice;
}

export interface ApprovalInput {
  readonly approvalId: string;
  readonly kind: ApprovalKind;
  /** Whose people decide. */
  readonly accountId: string;
  /** The turn whose agent asks; null = somebody else does, who may wait over a restart. */
  readonly turnId: TurnId | null;
  /** The answers that a question offers; null = it is none. */
  readonly options: readonly string[] | null;
  /** The decisions that it offers, in their order; null = it is a question. */
  readonly decisions: readonly Decision[] | null;
  /** The only one who may answer; null = whoever may approve. */
  readonly asked: Handle | null;
  readonly expiresAtMs: number;
  /** The chat that it came from, where it was told there that others are asked; null = nothing of the kind was. */
  readonly origin: PartTarget | null;
  /** The messages that ask. */
  readonly prompts: readonly Posted[];
}

/** A message that asks, as far as it is known what became of it. */
export interface ApprovalPrompt {
  readonly accountId: string;
  readonly partId: PartId;
  readonly target: PartTarget;
  /** What it says; '' = not kept any more. */
  readonly content: string;
  readonly state: PartState;
  /** The highest number of a row as it was begun; null = it was not, or nobody knew. */
  readonly maxRowid: number | null;
  /** What it is known by; null = that is not proven. */
  readonly guid: MessageGuid | null;
}

export interface ApprovalRow extends Omit<ApprovalInput, 'prompts'> {
  readonly state: ApprovalState;
  readonly prompts: readonly ApprovalPrompt[];
  readonly createdAtMs: number;
  /** Null while it is pending. */
  readonly endedAtMs: number | null;
  /** Who decided, as the wire writes them; null = nobody did. */
  readonly endedBy: string | null;
  /** Which of the options was chosen, from 0 on; null = none. */
  readonly choice: number | null;
}

/** An end, which counts only where the request is pending and its time is not over. */
export interface ApprovalEnd {
  readonly approvalId: string;
  readonly to: ApprovalEndState;
  readonly by: string | null;
  readonly choice: number | null;
  /** Sent where it counts. */
  readonly notices: readonly Posted[];
}

/** What follows from a row that answers: an end, or only words. */
export interface AnswerInput {
  /** Null = it ends nothing, whatever it says. */
  readonly end: ApprovalEnd | null;
  /** Sent where there is no end, or where it does not count. */
  readonly otherwise: readonly Posted[];
}

/** Each with its input and its result. */
export interface ApprovalCommands {
  /**
   * A request and the messages that ask, with `notices` besides. With a turn that is `running` or `replying`, which becomes
   * `replying`: it is not run again. False = the turn is over, and nothing is kept.
   */
  requestApproval: {
    in: { approval: ApprovalInput; notices: readonly Posted[]; atMs: number };
    out: boolean;
  };
  /** Ends a request that is pending, at any time. False = it has ended. */
  endApproval: { in: { end: ApprovalEnd; atMs: number }; out: boolean };
  /** All that are pending, and those that ended from `sinceMs` on, by their ids; at most `limit` of each. */
  approvals: { in: { sinceMs: number; limit: number }; out: readonly ApprovalRow[] };
  /** Those that have ended, which is not known to have been told, by their ids; at most `limit`. */
  untoldApprovals: { in: { limit: number }; out: readonly ApprovalRow[] };
  /** The end of a request was told. False = that was known. */
  approvalTold: { in: { approvalId: string }; out: boolean };
}

export const APPROVAL_COMMANDS = {
  requestApproval: 'write',
  endApproval: 'write',
  approvals: 'read',
  untoldApprovals: 'read',
  approvalTold: 'write',
} as const satisfies AccessOf<ApprovalCommands>;
