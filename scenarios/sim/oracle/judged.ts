// What is said of a row, and when the gateway was told of it.

import type { Arrival } from './arrival.ts';
import type { WitnessedRow } from './history.ts';

export type Judgement = {
  /** When it was told; left out where that decides nothing. */
  readonly arrival?: Arrival;
} & ({ readonly is: 'must' } | { readonly is: 'must not' | 'either'; readonly reason: string });

/** When the gateway was told of it first; of what nobody was told, when it could be. */
export function toldMs(row: WitnessedRow, rows: ReadonlyMap<WitnessedRow, Judgement>): number {
  const arrival = rows.get(row)?.arrival;
  return arrival?.wasTold ? arrival.earliestMs : (row.joinedAtMs ?? 0);
}
