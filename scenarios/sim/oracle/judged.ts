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
export const IN_A_LOOP = 'answers of an agent keep coming back there';
export const OWNER_SPEAKS = 'the owner speaks there';

type Judgements = ReadonlyMap<WitnessedRow, Judgement>;
const counted = new WeakMap<Judgements, ReadonlyMap<string, WitnessedRow>>();

/** The row by which each message is judged, by its GUID: where that stands in several databases the one that counts. */
export function countedByGuid(rows: Judgements): ReadonlyMap<string, WitnessedRow> {
  const known = counted.get(rows) ?? countedIn(rows);
  counted.set(rows, known);
  return known;
}

function countedIn(rows: Judgements): Map<string, WitnessedRow> {
  const found = new Map<string, WitnessedRow>();
  for (const [row, judgement] of rows) {
    const isRepeat = judgement.is === 'must not' && judgement.reason === STOOD_EARLIER;
    if (!isRepeat) found.set(row.guid, row);
  }
  return found;
}

/** The same of one row: itself where none counts. */
export function countedRow(row: WitnessedRow, rows: Judgements): WitnessedRow {
  return countedByGuid(rows).get(row.guid) ?? row;
}

/** When the row was told that counts for a message. */
export function countedArrival(guid: string, rows: Judgements): Arrival | undefined {
  const row = countedByGuid(rows).get(guid);
  return row && rows.get(row)?.arrival;
}

/** When the gateway was told of it first; of what nobody was told, when it could be. */
export function toldMs(row: WitnessedRow, rows: ReadonlyMap<WitnessedRow, Judgement>): number {
  const arrival = rows.get(row)?.arrival;
  return arrival?.wasTold ? arrival.earliestMs : (row.joinedAtMs ?? 0);
}
