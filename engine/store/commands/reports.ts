// What reports and checkers ask for, and what keeps the store small.

import type { Fate, Reason } from '../../fates.ts';
import type { Rowid, TurnId } from '../../message/ids.ts';
import type { AccessOf } from './access.ts';
import type { VerdictFacts } from './journal.ts';

export interface Counts {
  /** Arrivals of rows, repeats included. */
  readonly sightings: number;
  readonly repeats: number;
  readonly rows: number;
  readonly pending: number;
  readonly fates: Readonly<Record<Fate, number>>;
}

/** How much of an account waits. */
export interface Waiting {
  readonly accountId: string;
  /** Rows without a fate. */
  readonly rows: number;
  /** Turns without an end. */
  readonly turns: number;
  /** Parts that are to be sent, or of which it is not known yet whether they were. */
  readonly parts: number;
}

/** Each with its input and its result. */
export interface ReportCommands {
  /** The fate each row got and why, in journal order: for reports and checkers. */
  verdicts: {
    in: { sourceId: string; accountId: string; afterSeq: number; limit: number };
    out: readonly (Required<Reason> & {
      seq: number;
      eventId: string;
      rowid: Rowid | null;
      fate: Fate | null;
      turnId: TurnId | null;
      /** Null where nothing but the row and the configuration decided. */
      facts: VerdictFacts | null;
    })[];
  };
  counts: { in: { sourceId: string; accountId: string }; out: Counts };
  /** What waits of accounts that are none of these; empty = nothing does. */
  waitingOfOthers: { in: { accountIds: readonly string[] }; out: readonly Waiting[] };
  /**
   * Drops raw frames of rows that have their fate, texts of turns that have ended and of parts that nothing is to be
   * done about, and events that still wait, at most `limit` of each that are from before `beforeMs`. Returns how many.
   */
  dropPayloads: { in: { beforeMs: number; limit: number }; out: number };
}

export const REPORT_COMMANDS = {
  verdicts: 'read',
  counts: 'read',
  waitingOfOthers: 'read',
  dropPayloads: 'write',
} as const satisfies AccessOf<ReportCommands>;
