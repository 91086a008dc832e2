// Rows of several databases that stand for one message (ruling-28).

import { beginningOf } from './beginning.ts';
import type { History, WitnessedRow } from './history.ts';
import type { Settings } from './settings.ts';

/**
 * All of those with one GUID but the one that counts: of those that stand in a chat that which was told first, or was there
 * before the first gateway, or stood there as history, or may have, when its database was first looked at and stands in a
 * copy again; else the newest.
 */
export function repeatsIn(account: Settings, history: History): ReadonlySet<WitnessedRow> {
  const { rows, tellings, subscriptions } = history;
  const groups = new Map<string, WitnessedRow[]>();
  for (const row of rows) groups.set(row.guid, [...(groups.get(row.guid) ?? []), row]);
  const [first] = subscriptions;
  const wasThere = (row: WitnessedRow) => row.database === first?.database && row.insertedAtMs <= first.atMs;
  const repeats = new Set<WitnessedRow>();
  for (const [guid, rowsOfIt] of groups) {
    if (rowsOfIt.length === 1) continue;
    const joined = rowsOfIt.filter(({ joinedAtMs }) => joinedAtMs !== null);
    const group = joined.length > 0 ? joined : rowsOfIt;
    const told = tellings.find((telling) => telling.guid === guid);
    const isHistory = (row: WitnessedRow) =>
      group.some(({ database, rowid }) => database > row.database && rowid === row.rowid) &&
      (beginningOf(row, account, history) ?? 'replay') !== 'replay';
    const counts =
      group.find(({ database }) => database === told?.database) ??
      group.find(wasThere) ??
      // In no chat yet, and behind the cursor with which the gateway began.
      rowsOfIt.find((row) => wasThere(row) && beginningOf(row, account, history) === 'history') ??
      group.find(isHistory) ??
      group.at(-1);
    for (const row of rowsOfIt) if (row !== counts) repeats.add(row);
  }
  return repeats;
}
