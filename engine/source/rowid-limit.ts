// A rowid that no row can have moves no cursor (ruling-27). It is a number from outside: one damaged or forged frame
// would lift the cursor over every row to come. Where nobody knows what there is, one row by itself proves nothing.

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
  /** Null = nothing is to be waited for before `mark`. */
  look(batch: readonly Arrival[], seenTo: number | null): Promise<void> | null;
  /** Notes on a row of that batch whether it lies beyond everything there has ever been, or may. */
  mark(decision: Decision): Decision;
}

/** @param db Null behind a remote wrapper: nobody knows. */
export function createRowidLimit(db: MessagesDb | null, clock: Clock): RowidLimit {
  let highest = Number.POSITIVE_INFINITY;
  /** The last one that jumped and was not believed. */
  let alone: number | null = null;
  const believe = (rowids: readonly number[], seenTo: number) => {
    highest = provenTo(alone === null ? rowids : [...rowids, alone], seenTo);
    alone = rowids.findLast((rowid) => rowid > highest) ?? alone;
  };
  return {
    look(batch, seenTo) {
      highest = Number.POSITIVE_INFINITY;
      if (seenTo === null) return null;
      const rowids = batch.map(({ payload }) => claimedRowid(payload) ?? 0);
      if (!rowids.some((rowid) => rowid > seenTo + JUMP_ROWS)) return null;
      if (db === null) {
        believe(rowids, seenTo);
        return null;
      }
      return highestEver(db, clock).then((rowid) => {
        if (rowid === null) believe(rowids, seenTo);
        else highest = rowid;
      });
    },
    mark(decision) {
      const { row } = decision;
      if (row.rowid === null || row.rowid <= highest) return decision;
      return { ...decision, row: { ...row, isBeyond: true } };
    },
  };
}

/** How far rows go that follow what was seen, or each other: of those that stand alone nobody can say that they are there. */
function provenTo(rowids: readonly number[], seenTo: number): number {
  let to = seenTo;
  let before = seenTo;
  for (const rowid of [...new Set(rowids)].sort((one, other) => one - other)) {
    if (rowid <= seenTo) continue;
    if (rowid - before <= JUMP_ROWS) to = rowid;
    before = rowid;
  }
  return to;
}

/** Null where chat.db cannot be read, or takes too long. */
async function highestEver(db: MessagesDb, clock: Clock): Promise<number | null> {
  const answer = db.highestEver().catch(() => null);
  return (await within(answer, clock, ANSWER_WITHIN_MS)) ?? null;
}
