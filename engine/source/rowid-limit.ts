// A rowid that no row can have moves no cursor (ruling-27). It is a number from outside: one damaged or forged frame
// would lift the cursor over every row to come.

import type { Decision } from '../inbound/decision.ts';
import { claimedRowid } from '../message/claimed-rowid.ts';
import type { Arrival } from '../message/message.ts';
import { type Clock, within } from '../ports/clock.ts';
import type { MessagesDb } from '../ports/messages-db.ts';

/** A rowid that jumps by more is compared with what the database has. */
const JUMP_ROWS = 1_000;
/** Rows wait no longer for chat.db. */
const ANSWER_WITHIN_MS = 1_000;

interface RowidLimit {
  /** Null = no row of the batch jumps beyond what was seen; else to be waited for before `mark`. */
  look(batch: readonly Arrival[], seenTo: number | null): Promise<void> | null;
  /** Notes on a row of that batch whether it lies beyond everything there has ever been. */
  mark(decision: Decision): Decision;
}

/** @param db Null behind a remote wrapper: nobody knows, and rowids are believed. */
export function createRowidLimit(db: MessagesDb | null, clock: Clock): RowidLimit {
  let highest = Number.POSITIVE_INFINITY;
  return {
    look(batch, seenTo) {
      highest = Number.POSITIVE_INFINITY;
      if (db === null || seenTo === null) return null;
      if (!batch.some(({ payload }) => (claimedRowid(payload) ?? 0) > seenTo + JUMP_ROWS)) return null;
      return askHighest(db, clock).then((rowid) => {
        // Who does not know in time believes nothing: the row is looked at once more when the next one comes.
        highest = rowid ?? seenTo;
      });
    },
    mark(decision) {
      const { row } = decision;
      if (row.rowid === null || row.rowid <= highest) return decision;
      return { ...decision, row: { ...row, isBeyond: true } };
    },
  };
}

/** Infinite where chat.db cannot be read, as behind a remote wrapper; null where it takes too long. */
async function askHighest(db: MessagesDb, clock: Clock): Promise<number | null> {
  const answer = db.highestEver().catch(() => Number.POSITIVE_INFINITY);
  return (await within(answer, clock, ANSWER_WITHIN_MS)) ?? null;
}
