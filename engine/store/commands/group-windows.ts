// What was said in groups and mentioned nobody: journalled rows that the next turn of their group is told of (HIS-5).

import type { AccessOf } from './access.ts';
import type { Body } from './body.ts';

/** Where a row waits to be told. */
export interface WindowPlace {
  /** The session of the group. */
  readonly sessionKey: string;
  /** Rows that wait there at most; the oldest goes first. */
  readonly limit: number;
}

/** Each with its input and its result. */
export interface GroupWindowCommands {
  /**
   * The newest of the rows that wait in a group and came before `beforeSeq`, oldest first; `hasLater` = others came after
   * it. Bodies that are kept no longer are left out. `prepareTurn` with a context takes away all that came before its turn.
   */
  groupWindow: {
    in: { accountId: string; sessionKey: string; beforeSeq: number; limit: number };
    out: { readonly bodies: readonly Body[]; readonly hasLater: boolean };
  };
  /** The groups in which some wait. */
  groupsWithWindows: { in: { accountId: string; limit: number }; out: readonly string[] };
}

export const GROUP_WINDOW_COMMANDS = {
  groupWindow: 'read',
  groupsWithWindows: 'read',
} as const satisfies AccessOf<GroupWindowCommands>;
