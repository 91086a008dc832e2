// What one database has in common with those that stood in its place before it.

import type { History } from './history.ts';
import type { Settings } from './settings.ts';

/** What an account can know of: the databases that stood where it reads. */
export function historyOf({ dbPath }: Settings, history: History): History {
  const elsewhere = new Set(
    history.places.flatMap((place) => (place.dbPath === dbPath ? [] : [place.database])),
  );
  if (elsewhere.size === 0) return history;
  const isHere = ({ database }: { readonly database: number }) => !elsewhere.has(database);
  return {
    ...history,
    rows: history.rows.filter(isHere),
    subscriptions: history.subscriptions.filter(isHere),
    ...(history.replacements && { replacements: history.replacements.filter(isHere) }),
    tellings: history.tellings.filter(isHere),
    toldWithoutChat: (history.toldWithoutChat ?? []).filter(isHere),
  };
}

/**
 * Whether it is one of those before: messages stand where they stood, by ROWID and GUID. Equal marks are the same, and
 * one that differs is another: where rows are numbered anew one of them may get the number that it had. Of a database that
 * was gone before anybody read it nobody can know a copy.
 */
export function isCopy(database: number, { rows, subscriptions }: History): boolean {
  const wasRead = new Set(subscriptions.map((watch) => watch.database));
  const own = new Map(rows.flatMap((row) => (row.database === database ? [[row.guid, row.rowid]] : [])));
  const known = Map.groupBy(
    rows.filter((row) => row.database < database && wasRead.has(row.database) && own.has(row.guid)),
    (row) => row.database,
  );
  return [...known.values()].some((shared) => shared.every(({ guid, rowid }) => own.get(guid) === rowid));
}

/** When it was put in place, as far as anybody knows: it may stand there for long without a row. */
export function stoodFromMs(database: number, { rows, replacements = [] }: History): number {
  let fromMs = Number.POSITIVE_INFINITY;
  for (const row of rows) if (row.database === database) fromMs = Math.min(fromMs, row.insertedAtMs);
  for (const one of replacements) if (one.database === database) fromMs = Math.min(fromMs, one.atMs);
  return fromMs;
}

/** When another took its place; infinite = none did. */
export function replacedAtMs(database: number, { rows, replacements = [] }: History): number {
  let atMs = Number.POSITIVE_INFINITY;
  for (const row of rows) if (row.database > database) atMs = Math.min(atMs, row.insertedAtMs);
  for (const one of replacements) if (one.database > database) atMs = Math.min(atMs, one.atMs);
  return atMs;
}
