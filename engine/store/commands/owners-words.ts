// What the owner said by themselves: the agent may have to be quiet for a while after it.

import type { AccessOf } from './access.ts';

export interface OwnersWord {
  /** What its chat means, whatever service it is over. */
  readonly conversation: string;
  /** When it was said, in milliseconds since the Unix epoch. */
  readonly atMs: number;
}

/** Each with its input and its result. */
export interface OwnersWordCommands {
  /** The last of each conversation in these sources that was said after `sinceMs`. */
  ownersWords: { in: { sourceIds: readonly string[]; sinceMs: number }; out: readonly OwnersWord[] };
}

export const OWNERS_WORD_COMMANDS = { ownersWords: 'read' } as const satisfies AccessOf<OwnersWordCommands>;
