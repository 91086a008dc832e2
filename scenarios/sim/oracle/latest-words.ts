// Whether a gateway could know, as it handed a turn over, what had become of its rows by then (ruling-32).

import { replacedAtMs } from './databases.ts';
import type { History, WitnessedRow } from './history.ts';
import { perHistory } from './per-history.ts';
import type { Settings } from './settings.ts';

/** What keeps a gateway from looking into chat.db. */
const UNREADABLE = /^(?:chat\.db |fullDiskAccess|gone\b|environment no-fda)/;
/** It looked so shortly before the hand-over. */
const LOOKED_MS = 3_000;
/** What it knows to be edited it asks imsg for, and that no longer. */
const ASKED_FOR_MS = 30_000;

/**
 * Where chat.db cannot be asked, or imsg not for so long, a row is handed over as it was told; so it is where another
 * database stands there by then, which says nothing of it.
 */
export function mayHaveMissedEdits(
  { database }: WitnessedRow,
  atMs: number,
  { isRemote }: Settings,
  history: History,
): boolean {
  if (isRemote || replacedAtMs(history, database) <= atMs) return true;
  const { disturbances } = history;
  return disturbances.some(({ what, of, fromMs, toMs }) => {
    if (of !== 'all' && of !== 'reading') return false;
    if ((toMs ?? Number.POSITIVE_INFINITY) < atMs - LOOKED_MS) return false;
    return fromMs <= (UNREADABLE.test(what) ? atMs : atMs - ASKED_FOR_MS);
  });
}

/** Rows whose turn the gateway ended since nothing was left of them; whether that is true is for `interruptions.ts`. */
const withdrawn = perHistory(({ turnEvents }: History, _: null): ReadonlySet<string> => {
  const ended = turnEvents.filter(({ code }) => code === 'taken_back');
  return new Set(ended.flatMap(({ messageGuids }) => messageGuids));
});

export function wasWithdrawn({ guid }: WitnessedRow, history: History): boolean {
  return withdrawn(history, null).has(guid);
}

const byGuid = perHistory(
  ({ rows }: History, _: null): ReadonlyMap<string, readonly WitnessedRow[]> =>
    Map.groupBy(rows, ({ guid }) => guid),
);

/** A row as it stands in each database: who is asked what became of it by then may see the one in another. */
export function copiesOf(row: WitnessedRow, history: History): readonly WitnessedRow[] {
  return byGuid(history, null).get(row.guid) ?? [row];
}
