// What one database has in common with those that stood in its place before it.

import type { History, WitnessedRow } from './history.ts';
import { perHistory } from './per-history.ts';
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

/** So many of the newest rows a gateway keeps of a database at its first look, whether it is told of them or not. */
const KEPT_ROWS = 8;
/** One alone proves no copy beside one that differs: where rows are numbered anew it may get the number that it had. */
const KEPT_MIN = 2;

/**
 * Whether it is one of those before: messages stand where they stood, by ROWID and GUID. Equal marks are the same, and
 * one that differs is another. Of a database that was gone before anybody read it, or looked at it as a gateway began,
 * nobody can know a copy, nor where all is gone from it that was known of that: then it is another (ruling-28). Null = it
 * is no copy, as far as anybody can know.
 */
export const copyOf = perHistory((history, database: number): 'surely' | 'perhaps' | null => {
  const { rows, subscriptions } = history;
  const stood = new Set(rows.map((row) => row.database));
  const wasRead = new Set(subscriptions.map((watch) => watch.database));
  for (const one of stood) if (beganOn(one, history)) wasRead.add(one);
  const own = new Map(rows.flatMap((row) => (row.database === database ? [[row.guid, row.rowid]] : [])));
  const shared = Map.groupBy(
    rows.filter((row) => row.database < database && wasRead.has(row.database) && own.has(row.guid)),
    (row) => row.database,
  );
  const standing = new Set(own.values());
  const found = [...shared].flatMap(([of, there]) =>
    there.every(({ guid, rowid }) => own.get(guid) === rowid) ? asKnown(of, there, standing, history) : [],
  );
  return found.includes('surely') ? 'surely' : found.includes('perhaps') ? 'perhaps' : null;
});

/** Whether what a copy has of a database is known of that. `standing` = the numbers of all rows of the copy. */
function asKnown(
  database: number,
  shared: readonly WitnessedRow[],
  standing: ReadonlySet<number>,
  history: History,
): 'surely' | 'perhaps' | null {
  const { rows, subscriptions, tellings } = history;
  const told = new Set(tellings.flatMap((telling) => (telling.database === database ? [telling.guid] : [])));
  if (shared.some(({ guid }) => told.has(guid))) return 'surely';
  const firstMs = subscriptions.find((watch) => watch.database === database)?.atMs;
  const keptAt = (lookMs: number): 'surely' | 'perhaps' | null => {
    const there = rows.filter((row) => row.database === database && row.insertedAtMs <= lookMs);
    const newest = Math.max(0, ...there.map(({ rowid }) => rowid));
    const kept = there.filter(({ rowid }) => rowid > newest - KEPT_ROWS);
    const left = kept.filter((row) => shared.includes(row));
    if (left.length === 0) return null;
    const differs = kept.some((row) => !left.includes(row) && standing.has(row.rowid));
    return left.length < KEPT_MIN && differs ? 'perhaps' : 'surely';
  };
  // Nobody read it, and the newest rows of a first look nobody can say.
  if (firstMs === undefined) return keptAt(replacedAtMs(history, database)) && 'perhaps';
  const [early, late] = [keptAt(firstLookMs(database, firstMs, history)), keptAt(firstMs)];
  return early === late ? early : 'perhaps';
}

/** Whether a gateway began while it stood there. */
function beganOn(database: number, history: History): boolean {
  const stoodMs = isTheFirst(history, database) ? Number.NEGATIVE_INFINITY : stoodFromMs(history, database);
  const goneMs = replacedAtMs(history, database);
  return history.lives.some(({ fromMs }) => fromMs >= stoodMs && fromMs < goneMs);
}

/** A gateway looks at it when it starts, or as it is put there: that early it may have kept its newest rows. */
function firstLookMs(database: number, untilMs: number, history: History): number {
  // The first stands there from the beginning, whenever its first row came.
  const stoodMs = isTheFirst(history, database) ? Number.NEGATIVE_INFINITY : stoodFromMs(history, database);
  const looks = history.lives.flatMap(({ fromMs, toMs }) =>
    fromMs <= untilMs && (toMs === null || toMs > stoodMs) ? [Math.max(fromMs, stoodMs)] : [],
  );
  return Math.min(untilMs, ...looks);
}

/** Whether none stood there before it, as far as anybody knows. */
export const isTheFirst = perHistory(
  ({ rows, subscriptions, replacements = [] }, database: number): boolean => {
    const wasPutThere = replacements.some((one) => one.database === database);
    return !wasPutThere && ![...rows, ...subscriptions].some((one) => one.database < database);
  },
);

/** When it was put in place, as far as anybody knows: it may stand there for long without a row. */
export const stoodFromMs = perHistory(({ rows, replacements = [] }, database: number): number => {
  let fromMs = Number.POSITIVE_INFINITY;
  for (const row of rows) if (row.database === database) fromMs = Math.min(fromMs, row.insertedAtMs);
  for (const one of replacements) if (one.database === database) fromMs = Math.min(fromMs, one.atMs);
  return fromMs;
});

/** When another took its place; infinite = none did. */
export const replacedAtMs = perHistory(({ rows, replacements = [] }, database: number): number => {
  let atMs = Number.POSITIVE_INFINITY;
  for (const row of rows) if (row.database > database) atMs = Math.min(atMs, row.insertedAtMs);
  for (const one of replacements) if (one.database > database) atMs = Math.min(atMs, one.atMs);
  return atMs;
});
