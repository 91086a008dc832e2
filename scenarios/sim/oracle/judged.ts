// What is said of a row, and when the gateway was told of it.

import type { Arrival } from './arrival.ts';
import type { WitnessedRow } from './history.ts';

export type Judgement = {
  /** When it was told; left out where that decides nothing. */
  readonly arrival?: Arrival;
} & ({ readonly is: 'must' } | { readonly is: 'must not' | 'either'; readonly reason: string });

// Why a row must not be answered, where more than one rule asks for it.

/** Another row stands for the message. */
export const STOOD_EARLIER = 'it stood in an earlier database';
export const WAS_THERE = 'it was there before the gateway';
export const GIVEN_UP = 'it was given up before imsg told it';
export const TAKEN_AWAY = 'its database was taken away before it was told';
export const FOLDED_PREVIEW = 'a preview whose text says it already';
export const DROPPED_PREVIEW = 'a preview that imsg left out';
export const LATE_PREVIEW = 'a preview that had to be asked for';
export const TOO_OLD = 'too old';
export const OWNER_SPEAKS = 'the owner speaks there';

/** The row by which its message is judged: itself, or where that stands in several databases the one that counts. */
export function countedRow(row: WitnessedRow, rows: ReadonlyMap<WitnessedRow, Judgement>): WitnessedRow {
  const judgement = rows.get(row);
  if (judgement?.is !== 'must not' || judgement.reason !== STOOD_EARLIER) return row;
  for (const [other, { is, ...why }] of rows)
    if (other.guid === row.guid && !(is === 'must not' && 'reason' in why && why.reason === STOOD_EARLIER))
      return other;
  return row;
}

/** When the gateway was told of it first; of what nobody was told, when it could be. */
export function toldMs(row: WitnessedRow, rows: ReadonlyMap<WitnessedRow, Judgement>): number {
  const arrival = rows.get(row)?.arrival;
  return arrival?.wasTold ? arrival.earliestMs : (row.joinedAtMs ?? 0);
}
