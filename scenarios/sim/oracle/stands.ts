// Where messages stand in their database beside a row: one that was told late comes before what was written after it (SES-5).

import { copiesOf } from './copies.ts';
import type { History, WitnessedRow } from './history.ts';

/** Whether all of some messages were surely written after a row: wherever each stands, it stands behind it. */
export function standBehind(guids: readonly string[], row: WitnessedRow, history: History): boolean {
  return (
    guids.length > 0 &&
    guids.every(
      (guid) =>
        copiesOf(history)
          .get(guid)
          ?.every((copy) => isBehind(copy, row)) ?? false,
    )
  );
}

/** Whether none of some messages may have been written after a row. */
export function standBefore(guids: readonly string[], row: WitnessedRow, history: History): boolean {
  return guids.every(
    (guid) =>
      !copiesOf(history)
        .get(guid)
        ?.some((copy) => isBehind(copy, row)),
  );
}

function isBehind(copy: WitnessedRow, { database, rowid }: WitnessedRow): boolean {
  return copy.database === database && copy.rowid > rowid;
}
