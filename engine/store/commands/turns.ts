// Turns: rows that are handed to the agent as one input.

import type { Fate } from '../../fates.ts';
import type { AccessOf } from './access.ts';

export type TurnState = 'formed' | 'running' | 'replying' | 'answered' | 'interrupted' | 'failed';

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

/** Each with its input and its result. */
export interface TurnCommands {
  /** Forms a turn of rows that are all still pending for the account; settles them. False when any is not, or the turn exists. */
  formTurn: { in: { sourceId: string; turn: TurnInput }; out: boolean };
  /** `formed` or `running` → `running`, one attempt more. Null when the turn is in another state. */
  startTurn: { in: { turnId: string }; out: TurnRow | null };
  /**
   * `formed`, `running` or `replying` → an end without an answer. The rows of a `failed` turn become `dead`:
   * nothing came of them after all.
   */
  endTurn: {
    in: { turnId: string; state: 'interrupted' | 'failed'; reason: string; atMs: number };
    out: boolean;
  };
  /** Turns in `formed`, `running` or `replying`, oldest first. */
  openTurns: { in: { accountId: string }; out: readonly TurnRow[] };
  turn: { in: { turnId: string }; out: TurnRow | null };
}

export const TURN_COMMANDS = {
  formTurn: 'write',
  startTurn: 'write',
  endTurn: 'write',
  openTurns: 'read',
  turn: 'read',
} as const satisfies AccessOf<TurnCommands>;
