// What people tell the gateway to do: durable in the commit that gives their row its fate.

import type { Lane, Rowid } from '../../message/ids.ts';
import type { AccessOf } from './access.ts';
import type { Notice, PartRow } from './parts.ts';
import type { SessionEpoch } from './sessions.ts';
import type { TurnRow } from './turns.ts';

/** What follows from one command. */
export interface ChatCommandEffects {
  /** Its name, without the slash. */
  readonly name: string;
  /** What the gateway answers. */
  readonly reply: Notice;
  /**
   * Whether what was said before in its chat comes to an end: the turn that the agent is at becomes `interrupted`, those
   * that wait `withdrawn`, rows that wait `context`, and of answers what is not on the wire yet `expired`. Where the command
   * was told late, what was written after it goes on: rows that wait, turns of nothing else, and their answers.
   */
  readonly stops: boolean;
  /** The session that begins anew: under the same key, without what waits to be told to it. Null = none does. */
  readonly renews: string | null;
}

/** The row with which somebody told it. */
export interface CommandRow {
  readonly accountId: string;
  readonly sourceId: string;
  readonly seq: number;
  readonly rowid: Rowid | null;
  readonly atMs: number;
}

/** What came to an end, for whoever has it in hand. */
export interface ChatCommandOutcome {
  /** Turns, as they ended. */
  readonly ended: readonly TurnRow[];
  readonly expired: readonly PartRow[];
  /** Rows that waited. */
  readonly passedOver: readonly {
    readonly seq: number;
    readonly eventId: string;
    readonly rowid: Rowid | null;
  }[];
  /** Of the session that begins; null = none does. */
  readonly epoch: SessionEpoch | null;
}

/** How a store does it. */
export type CarryOut = (effects: ChatCommandEffects, row: CommandRow) => ChatCommandOutcome;

/** What a lane is known by in the journal. */
export function chatOfLane(accountId: string, lane: Lane): string {
  return lane.slice(accountId.length + 1);
}

/** Each with its input and its result. */
export interface ObeyCommands {
  /** Gives a row that waits the fate of a command, and does what it tells. Null where the row does not wait. */
  obey: { in: { row: CommandRow; effects: ChatCommandEffects }; out: ChatCommandOutcome | null };
}

export const OBEY_COMMANDS = { obey: 'write' } as const satisfies AccessOf<ObeyCommands>;
