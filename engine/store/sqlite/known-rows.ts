// By what rows are known: their ids, and what those said that waited. GUIDs come in no order: an index of them that each
// row were entered into would dirty a page of its own a row. So the latest rows are known in memory, and enter the indexes
// many at a time, in their order.

import type Database from 'better-sqlite3';
import { prepareInserts } from './inserts.ts';

/** Rows that enter the index at a time, which holds the loop for some milliseconds; as many are read at a start. */
const LATEST_ROWS = 2_048;
/** Of one look into the index. */
const LOOK_ROWS = 32;
/** Where it is kept up to which row the index reaches. */
const REACH = { scope: 'known_row', key: 'to_seq' };

export interface KnownRows {
  /** The row of a source that has this id. */
  seqOf(source: number, eventId: string): number | undefined;
  /** Looks for many at once. */
  find(eventIds: readonly string[]): FoundRows;
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
  /** Of the newest row: where the table has another, it was written by somebody else, or what was written was undone. */
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
  const last = db.prepare<[], number>('SELECT seq FROM event ORDER BY seq DESC LIMIT 1').pluck();
  const index = prepareIndex(db);
  const load = prepareLoad(db);
  let latest: Latest = { lastSeq: 0, indexedTo: 0, bySource: new Map(), said: new Map(), lastSaid: '' };

  const refresh = () => {
    const lastSeq = last.get() ?? 0;
    if (lastSeq !== latest.lastSeq) latest = load(lastSeq);
  };
  const latestOf = (source: number) => {
    const rows = latest.bySource.get(source) ?? new Map<string, number>();
    latest.bySource.set(source, rows);
    return rows;
  };
  const enterIndex = () => {
    const { lastSeq, indexedTo, bySource, said } = latest;
    if (lastSeq - indexedTo < latestRows) return;
    index.addSaid([...said].map(([hash, { seq }]) => [hash, seq] as const));
    index.add(
      [...bySource.values()].flatMap((rows) => [...rows]),
      lastSeq,
    );
    latest = load(lastSeq);
  };
  return {
    seqOf(source, eventId) {
      refresh();
      return latest.bySource.get(source)?.get(eventId) ?? index.seqOf(source, eventId);
    },
    find(eventIds) {
      refresh();
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
          latestOf(source).set(eventId, seq);
          if (said !== null) latest.said.set(said, { seq, arrivedAtMs });
          return seq;
        },
        end: enterIndex,
      };
    },
  };
}

function prepareLoad(db: Database.Database): (lastSeq: number) => Latest {
  const reach = db
    .prepare<[string, string], string>('SELECT value FROM note WHERE scope = ? AND key = ? ORDER BY key')
    .pluck();
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
  return (lastSeq) => {
    const indexedTo = Number(reach.get(REACH.scope, REACH.key) ?? 0);
    const bySource: Latest['bySource'] = new Map();
    const said: Latest['said'] = new Map();
    for (const { seq, source, eventId, content, arrivedAtMs } of after.all(indexedTo)) {
      const rows = bySource.get(source) ?? new Map<string, number>();
      bySource.set(source, rows.set(eventId, seq));
      if (content !== null) said.set(content, { seq, arrivedAtMs });
    }
    return { lastSeq, indexedTo, bySource, said, lastSaid: lastSaid.get() ?? '' };
  };
}

function prepareIndex(db: Database.Database) {
  const insert = prepareInserts(db, 'known_row', ['hash', 'seq']);
  const insertSaid = prepareInserts(db, 'content', ['hash', 'seq']);
  const saidAtMs = db
    .prepare<[string], number>(
      'SELECT arrived_at_ms FROM content JOIN event USING (seq) WHERE hash = ? ORDER BY hash',
    )
    .pluck();
  const reached = db.prepare(
    `INSERT INTO note (scope, key, value) VALUES (?, ?, ?)
     ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value`,
  );
  const withHash = db
    .prepare<[number], number>('SELECT seq FROM known_row WHERE hash = ? ORDER BY seq')
    .pluck();
  const isRow = db
    .prepare<[number, number, string], number>(
      'SELECT seq FROM event WHERE seq = ? AND source = ? AND event_id = ? ORDER BY seq',
    )
    .pluck();
  const places = Array.from({ length: LOOK_ROWS }, () => '?').join(', ');
  const [one, many] = ['?', places].map((list) =>
    db.prepare<number[], number>(`SELECT hash FROM known_row WHERE hash IN (${list}) ORDER BY hash`).pluck(),
  );
  return {
    add(rows: readonly (readonly [eventId: string, seq: number])[], toSeq: number): void {
      const entries = rows.map(([eventId, seq]) => [hashOf(eventId), seq] as const);
      entries.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      insert(entries.flat());
      reached.run(REACH.scope, REACH.key, String(toSeq));
    },
    addSaid(rows: readonly (readonly [hash: string, seq: number])[]): void {
      insertSaid(rows.toSorted(([one], [other]) => (one < other ? -1 : 1)).flat());
    },
    saidAtMs: (hash: string) => saidAtMs.get(hash),
    /** The hashes among theirs that the index has. */
    look(eventIds: readonly string[]): Set<number> {
      const hashes = eventIds.map(hashOf);
      if (hashes.length === 1) return new Set(one!.all(hashes[0]!));
      const found = new Set<number>();
      for (let at = 0; at < hashes.length; at += LOOK_ROWS) {
        const part = hashes.slice(at, at + LOOK_ROWS);
        while (part.length < LOOK_ROWS) part.push(part[0]!);
        for (const hash of many!.all(...part)) found.add(hash);
      }
      return found;
    },
    seqOf: (source: number, eventId: string) =>
      withHash.all(hashOf(eventId)).find((seq) => isRow.get(seq, source, eventId) !== undefined),
  };
}

/** 53 bits, so that it is a number; several ids may have the same. */
function hashOf(eventId: string): number {
  let high = 0xdead_beef;
  let low = 0x41c6_ce57;
  for (let at = 0; at < eventId.length; at += 1) {
    const unit = eventId.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x9e37_79b1);
    low = Math.imul(low ^ unit, 0x5f35_6495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85eb_ca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2_ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85eb_ca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2_ae35);
  return (high & 0x1f_ffff) * 0x1_0000_0000 + (low >>> 0);
}
