import type Database from 'better-sqlite3';
import type { Commands } from '../store.ts';

type DropPayloads = (input: Commands['dropPayloads']['in']) => Commands['dropPayloads']['out'];

/** Where something stands that goes after its time. */
interface Place {
  readonly table: string;
  readonly time: string;
  /** Whether it is there still. */
  readonly isThere: string;
  /** Whether it may go. */
  readonly isDone: string;
  readonly drop: string;
}

const PLACES: readonly Place[] = [
  {
    table: 'event',
    time: 'arrived_at_ms',
    isThere: '(raw IS NOT NULL OR envelope IS NOT NULL)',
    isDone: 'NOT EXISTS (SELECT 1 FROM verdict WHERE verdict.seq = event.seq AND fate IS NULL)',
    drop: 'raw = NULL, envelope = NULL',
  },
  {
    table: 'turn',
    time: 'formed_at_ms',
    isThere: "(text <> '' OR preparation IS NOT NULL)",
    isDone: "state NOT IN ('formed', 'running', 'replying')",
    drop: "text = '', preparation = NULL, context = json_remove(context, '$.repliedTo')",
  },
  {
    table: 'part',
    time: 'created_at_ms',
    isThere: "content <> ''",
    isDone: "state NOT IN ('queued', 'sending')",
    drop: "content = ''",
  },
];

/** Drops what is old in the order in which it came. */
export function prepareDropPayloads(db: Database.Database): DropPayloads {
  const places = PLACES.map((place) => prepareDrop(db, place));
  return (input) => places.reduce((sum, drop) => sum + drop(input), 0);
}

/**
 * An index of what is there still would cost every arrival; a remembered place below which nothing is left does as well.
 */
function prepareDrop(db: Database.Database, { table, time, isThere, isDone, drop }: Place): DropPayloads {
  const start = db
    .prepare<[string], string>("SELECT value FROM note WHERE scope = 'kept' AND key = ? ORDER BY key")
    .pluck();
  const dropOld = db.prepare(
    `UPDATE ${table} SET ${drop} WHERE seq IN (
       SELECT seq FROM ${table} WHERE seq >= ? AND ${isThere} AND ${time} < ? AND ${isDone}
       ORDER BY seq LIMIT +?)`,
  );
  const first = db
    .prepare<[number], number>(`SELECT seq FROM ${table} WHERE seq >= ? AND ${isThere} ORDER BY seq LIMIT 1`)
    .pluck();
  const last = db.prepare<[], number>(`SELECT max(seq) FROM ${table}`).pluck();
  const remember = db.prepare(
    `INSERT INTO note (scope, key, value) VALUES ('kept', ?, ?)
     ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value`,
  );
  return ({ beforeMs, limit }) => {
    const from = Number(start.get(table) ?? 1);
    const { changes } = dropOld.run(from, beforeMs, limit);
    if (changes > 0) remember.run(table, String(first.get(from) ?? last.get()! + 1));
    return changes;
  };
}
