// By what rows are known: their ids, and what those said that waited. The latest are known in memory, and enter the indexes
// many at a time, in their order.

import type Database from 'better-sqlite3';
import { createHashIndex, hashOf } from './hash-index.ts';
import { prepareInserts } from './inserts.ts';

/** Rows that enter the index at a time, which holds the loop for some milliseconds; as many are read at a start. */
const LATEST_ROWS = 2_048;

export interface KnownRows {
  /** The row of a source that has this id. */
  seqOf(source: number, eventId: string): number | undefined;
  /** Looks for many at once. */
  find(eventIds: readonly string[]): FoundRows;
  /** Nothing read earlier in a transaction that was undone holds any more. */
  forget(): void;
  /** Nothing read earlier holds any more. */
  writtenElsewhere(): void;
}

/** As they stand within this transaction. */
interface FoundRows {
  seqOf(source: number, eventId: string): number | undefined;
  /** When the first row arrived that said this, by its hash; undefined = none has. */
  saidAtMs(hash: string): number | undefined;
  /** Takes the next seq, under which the row has to be added. `said` null = it says nothing, or nothing new. */
  add(source: number, eventId: string, said: string | null, arrivedAtMs: number): number;
  /** All that were taken have been added. */
  end(): void;
}

interface Latest {
  lastSeq: number;
  indexedTo: number;
  readonly bySource: Map<number, Map<string, number>>;
  /** By what they said. */
  readonly said: Map<string, SaidRow>;
  /** The highest hash in the index; hashes begin with the date, so that hardly any row has one below. '' = none. */
  readonly lastSaid: string;
}

interface SaidRow {
  readonly seq: number;
  readonly arrivedAtMs: number;
}

/** @param latestRows How many are known in memory at most. */
export function createKnownRows(db: Database.Database, latestRows = LATEST_ROWS): KnownRows {
  const index = prepareIndex(db);
  const load = prepareLoad(db, index.reach);
  let known: Latest | null = null;

  const now = () => {
    known ??= load();
    return known;
  };
  const enterIndex = ({ lastSeq, indexedTo, bySource, said }: Latest) => {
    if (lastSeq - indexedTo < latestRows) return;
    index.addSaid([...said].map(([hash, { seq }]) => [hash, seq] as const));
    index.add(
      [...bySource.values()].flatMap((rows) => [...rows]),
      lastSeq,
    );
    known = null;
  };
  return {
    seqOf: (source, eventId) => now().bySource.get(source)?.get(eventId) ?? index.seqOf(source, eventId),
    find(eventIds) {
      const latest = now();
      const hashes = latest.indexedTo === 0 ? new Set<number>() : index.look(eventIds);
      return {
        seqOf(source, eventId) {
          const seq = latest.bySource.get(source)?.get(eventId);
          if (seq !== undefined || hashes.size === 0 || !hashes.has(hashOf(eventId))) return seq;
          return index.seqOf(source, eventId);
        },
        saidAtMs(hash) {
          const known = latest.said.get(hash)?.arrivedAtMs;
          return known ?? (hash > latest.lastSaid ? undefined : index.saidAtMs(hash));
        },
        add(source, eventId, said, arrivedAtMs) {
          latest.lastSeq += 1;
          const seq = latest.lastSeq;
          const rows = latest.bySource.get(source) ?? new Map<string, number>();
          latest.bySource.set(source, rows.set(eventId, seq));
          if (said !== null) latest.said.set(said, { seq, arrivedAtMs });
          return seq;
        },
        end: () => enterIndex(latest),
      };
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

function prepareLoad(db: Database.Database, reach: () => number): () => Latest {
  const after = db.prepare<
    [number],
    SaidRow & { readonly source: number; readonly eventId: string; readonly content: string | null }
  >(
    `SELECT seq, source, event_id AS eventId, content, arrived_at_ms AS arrivedAtMs FROM event
     WHERE seq > ? ORDER BY seq`,
  );
  const lastSaid = db
    .prepare<[], string>("SELECT hash FROM content WHERE hash > '' ORDER BY hash DESC LIMIT 1")
    .pluck();
  return () => {
    const indexedTo = reach();
    let lastSeq = indexedTo;
    const bySource: Latest['bySource'] = new Map();
    const said: Latest['said'] = new Map();
    for (const { seq, source, eventId, content, arrivedAtMs } of after.all(indexedTo)) {
      lastSeq = seq;
      const rows = bySource.get(source) ?? new Map<string, number>();
      bySource.set(source, rows.set(eventId, seq));
      if (content !== null) said.set(content, { seq, arrivedAtMs });
    }
    return { lastSeq, indexedTo, bySource, said, lastSaid: lastSaid.get() ?? '' };
  };
}

function prepareIndex(db: Database.Database) {
  const { reach, add, reaches, look, seqsOf, writtenElsewhere } = createHashIndex(db, 'known_row', 'event');
  const insertSaid = prepareInserts(db, 'content', ['hash', 'seq']);
  const saidAtMs = db
    .prepare<[string], number>(
      'SELECT arrived_at_ms FROM content JOIN event USING (seq) WHERE hash = ? ORDER BY hash',
    )
    .pluck();
  const isRow = db
    .prepare<[number, number, string], number>(
      'SELECT seq FROM event WHERE seq = ? AND source = ? AND event_id = ? ORDER BY seq',
    )
    .pluck();
  return {
    reach,
    look,
    writtenElsewhere,
    add(rows: readonly (readonly [eventId: string, seq: number])[], toSeq: number): void {
      add(rows);
      reaches(toSeq);
    },
    addSaid(rows: readonly (readonly [hash: string, seq: number])[]): void {
      insertSaid(rows.toSorted(([one], [other]) => (one < other ? -1 : 1)).flat());
    },
    saidAtMs: (hash: string) => saidAtMs.get(hash),
    seqOf: (source: number, eventId: string) =>
      seqsOf(eventId).find((seq) => isRow.get(seq, source, eventId) !== undefined),
  };
}
