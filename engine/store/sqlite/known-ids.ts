// The rows of a table by ids that come in no order. The latest are known in memory; the others by a hash index.

import type Database from 'better-sqlite3';
import { createHashIndex } from './hash-index.ts';

/** Rows that enter the index at a time, which holds the loop for some milliseconds; as many are read at a start. */
const LATEST_ROWS = 1_024;

/** By which column of which table. */
interface Columns {
  readonly turn: 'turn_id';
  readonly part: 'part_id' | 'guid';
}

interface KnownIds<Column extends string> {
  /** The row that has this id. */
  seqOf(column: Column, id: string): number | undefined;
  /** The seq of the next row. */
  nextSeq(): number;
  /** A row has it from now on, which nothing has so far. */
  add(column: Column, id: string, seq: number): void;
  /** Nothing read earlier in a transaction that was undone holds any more. */
  forget(): void;
  /** Nothing read earlier holds any more. */
  writtenElsewhere(): void;
}

export type KnownTurns = KnownIds<Columns['turn']>;
export type KnownParts = KnownIds<Columns['part']>;

interface Latest {
  lastSeq: number;
  indexedTo: number;
  /** By column and id. */
  readonly rows: Map<string, number>;
}

/** @param latestRows How many are known in memory at most. */
export function createKnownTurns(db: Database.Database, latestRows = LATEST_ROWS): KnownTurns {
  return createKnownIds(db, 'turn', ['turn_id'], latestRows);
}

/** @param latestRows How many are known in memory at most. */
export function createKnownParts(db: Database.Database, latestRows = LATEST_ROWS): KnownParts {
  return createKnownIds(db, 'part', ['part_id', 'guid'], latestRows);
}

function createKnownIds<Table extends keyof Columns>(
  db: Database.Database,
  table: Table,
  columns: readonly Columns[Table][],
  latestRows: number,
): KnownIds<Columns[Table]> {
  const index = createHashIndex(db, 'known_id', table);
  const load = prepareLoad(db, table, columns, index.reach);
  const isRow = Object.fromEntries(
    columns.map((column) => [
      column,
      db.prepare<[number, string]>(`SELECT 1 FROM ${table} WHERE seq = ? AND ${column} = +? ORDER BY seq`),
    ]),
  ) as Record<Columns[Table], Database.Statement<[number, string]>>;
  let known: Latest | null = null;

  const latest = () => {
    known ??= load();
    return known;
  };
  return {
    seqOf(column, id) {
      const key = keyOf(column, id);
      const { rows, indexedTo } = latest();
      const hasIt = (row: number) => isRow[column].get(row, id) !== undefined;
      const seq = rows.get(key);
      // A part may lose what proved it; all other ids stay.
      if (seq !== undefined && (column !== 'guid' || hasIt(seq))) return seq;
      return indexedTo === 0 ? undefined : index.seqsOf(key).find(hasIt);
    },
    nextSeq: () => latest().lastSeq + 1,
    add(column, id, seq) {
      const key = keyOf(column, id);
      const found = latest();
      if (seq <= found.indexedTo) return index.add([[key, seq]]);
      found.rows.set(key, seq);
      found.lastSeq = Math.max(found.lastSeq, seq);
      if (found.lastSeq - found.indexedTo < latestRows) return;
      index.add([...found.rows]);
      index.reaches(found.lastSeq);
      found.indexedTo = found.lastSeq;
      found.rows.clear();
    },
    forget() {
      known = null;
    },
    writtenElsewhere() {
      known = null;
      index.writtenElsewhere();
    },
  };
}

function prepareLoad<Table extends keyof Columns>(
  db: Database.Database,
  table: Table,
  columns: readonly Columns[Table][],
  reach: () => number,
): () => Latest {
  const after = db.prepare<[number], { readonly seq: number } & Record<string, string | null>>(
    `SELECT seq, ${columns.join(', ')} FROM ${table} WHERE seq > ? ORDER BY seq`,
  );
  return () => {
    const indexedTo = reach();
    const loaded: Latest = { lastSeq: indexedTo, indexedTo, rows: new Map() };
    for (const row of after.all(indexedTo)) {
      loaded.lastSeq = row.seq;
      for (const column of columns) {
        const id = row[column];
        if (id != null) loaded.rows.set(keyOf(column, id), row.seq);
      }
    }
    return loaded;
  };
}

function keyOf(column: string, id: string): string {
  return `${column}:${id}`;
}
