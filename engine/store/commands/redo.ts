// Turns that came to nothing, and are begun once more because an operator says so.

import type { ReasonCode } from '../../fates.ts';
import type { ChatId, TurnId } from '../../message/ids.ts';
import type { AccessOf } from './access.ts';
import type { TurnContext, TurnRow, TurnState } from './turns.ts';

/** A turn that ended without its answer. */
export interface UnansweredTurn {
  readonly turnId: TurnId;
  readonly accountId: string;
  readonly agentId: string;
  readonly chatId: ChatId;
  readonly state: TurnState;
  readonly code: ReasonCode;
  /** When its rows became a turn, in milliseconds since the Unix epoch. */
  readonly formedAtMs: number;
}

/**
 * Why a turn is not begun once more: nobody knows it; it did not fail, or somebody in its chat ended it; something of its
 * answer was said; its text is not kept any more.
 */
export type NotRedone = 'unknown' | 'not_failed' | 'partly_said' | 'text_gone';

/** Who answers it then. */
export type TurnOwner = Pick<TurnContext, 'agentId' | 'sessionKey' | 'session'>;

/** Each with its input and its result. */
export interface RedoCommands {
  /**
   * Turns that ended `failed` or `interrupted`, of a stretch of all turns: with `before` newest first (null = of the
   * newest), with `after` oldest first (0 = of the oldest). `next` = with which the stretch behind it is asked for;
   * null = there is none.
   */
  unansweredTurns: {
    in: { before: number | null } | { after: number };
    out: { turns: readonly UnansweredTurn[]; next: number | null };
  };
  /**
   * `failed`, or `interrupted` by `turn_aborted` with nothing of its answer said → `formed`, as if it had never been begun;
   * its rows get the fates back with which it was formed. What it is given besides its text stays. `owner` = who answers
   * it from now on; null = as before.
   */
  redoTurn: { in: { turnId: TurnId; owner: TurnOwner | null }; out: TurnRow | NotRedone };
}

export const REDO_COMMANDS = {
  unansweredTurns: 'read',
  redoTurn: 'write',
} as const satisfies AccessOf<RedoCommands>;

/** Turns of which one call of `unansweredTurns` looks for those that ended so. */
export const TURNS_LOOKED_AT = 2_000;
