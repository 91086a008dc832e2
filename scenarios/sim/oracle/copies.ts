// What stands for a message in the databases of a Mac, one after the other.

import type { WitnessedRow } from './history.ts';
import { perHistory } from './per-history.ts';

/** By its GUID, in the order of the databases. */
export const copiesOf = perHistory(
  ({ rows }): ReadonlyMap<string, readonly WitnessedRow[]> => Map.groupBy(rows, ({ guid }) => guid),
);
