// Spans of rows that the cursor has passed and nobody has seen yet, to be asked for again (ruling-27).

import type { Rowid } from '../../message/ids.ts';
import type { AccessOf } from './access.ts';

export interface Hole {
  readonly fromRowid: Rowid;
  /** Inclusive. */
  readonly toRowid: Rowid;
  /** When its rows were first missed, in the gateway's wall time. */
  readonly openedAtMs: number;
  /** How often imsg has been asked for them. */
  readonly asked: number;
}

/** Whole holes, by their first row; one that is opened takes the place of another that begins at the same row. */
export interface HoleChanges {
  readonly closed: readonly Rowid[];
  readonly opened: readonly Hole[];
}

/** Each with its input and its result. */
export interface HoleCommands {
  changeHoles: { in: { sourceId: string } & HoleChanges; out: undefined };
  /** By rising rowids. */
  holes: { in: { sourceId: string; limit: number }; out: readonly Hole[] };
}

export const HOLE_COMMANDS = {
  changeHoles: 'write',
  holes: 'read',
} as const satisfies AccessOf<HoleCommands>;
