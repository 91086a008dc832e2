// What the owner said by themselves: the agent may have to be quiet for a while after it.

import type { Lane } from '../../message/ids.ts';
import type { AccessOf } from './access.ts';
import type { ChatCommandOutcome, CommandRow } from './chat-commands.ts';

/** When something was said, in milliseconds since the Unix epoch. */
export interface SaidAt {
  /** On the clock of those who write, as far as it was known (ruling-4). */
  readonly atMs: number;
  /** On the gateway's clock, right or wrong. */
  readonly gatewayAtMs: number;
}

export interface OwnersWord extends SaidAt {
  /** What its chat means, whatever service it is over. */
  readonly conversation: string;
}

/** Beside when it was said when it came, which may be long after it, on the same clocks. */
export interface HeardWord extends OwnersWord {
  readonly cameAtMs: number;
  readonly arrivedAtMs: number;
}

export interface OwnersWordInput extends HeardWord {
  /**
   * Conversations of its account that are the owner's from now on: rows that wait there become `context`, but for those that
   * tell the gateway something, and turns of which the agent was not asked yet `withdrawn`. Left out = the agent goes on.
   */
  readonly takes?: readonly Lane[];
}

/** What was left to the owner, for whoever has it in hand. */
export type LeftToOwner = Pick<ChatCommandOutcome, 'ended' | 'passedOver'>;

/** How a store leaves to the owner what came before a row of theirs. */
export type LeaveToOwner = (lanes: readonly Lane[], row: CommandRow) => LeftToOwner;

/** Each with its input and its result. */
export interface OwnersWordCommands {
  /** The last of each conversation in these sources that was said after `sinceMs`. */
  ownersWords: { in: { sourceIds: readonly string[]; sinceMs: number }; out: readonly OwnersWord[] };
}

export const OWNERS_WORD_COMMANDS = { ownersWords: 'read' } as const satisfies AccessOf<OwnersWordCommands>;
