// Which rows have an id, by a hash of it. Ids come in no order: an index that each were entered into as it comes would dirty
// a page of its own an id. So they are entered many at a time, in the order of their hashes.

import type Database from 'better-sqlite3';
import { createHashFilter, type HashFilter } from './hash-filter.ts';
import { prepareInserts } from './inserts.ts';

/** Of one look into the index. */
const LOOK_IDS = 32;
const NONE: readonly number[] = [];

interface HashIndex {
  /** The seq up to which all rows have been entered. */
  reach(): number;
  /** Enters ids with the seqs of their rows. */
  add(rows: readonly (readonly [id: string, seq: number])[]): void;
  /** All rows up to this seq have been entered. */
  reaches(toSeq: number): void;
  /** The hashes among those of the ids that it has. */
  look(ids: readonly string[]): ReadonlySet<number>;
  /** Of the rows that may have the id: another one may have the same hash. */
  seqsOf(id: string): readonly number[];
  /** Somebody else has written. */
  writtenElsewhere(): void;
}

/** @param of What its rows are, where others stand in the same table. */
export function createHashIndex(
  db: Database.Database,
  table: 'known_row' | 'known_id',
  of: string,
): HashIndex {
  // Ids of one seq may have the same hash, and a part may be proven by the same message again.
  const insert = prepareInserts(db, table, ['hash', 'seq'], 'INSERT OR IGNORE');
  const reach = db
    .prepare<[string, string], string>('SELECT value FROM note WHERE scope = ? AND key = ? ORDER BY key')
    .pluck();
  const reached = db.prepare(
    `INSERT INTO note (scope, key, value) VALUES (?, ?, ?)
     ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value`,
  );
  const withHash = db
    .prepare<[number], number>(`SELECT seq FROM ${table} WHERE hash = +? ORDER BY seq`)
    .pluck();
  const first = db
    .prepare<[number], number>(`SELECT hash FROM ${table} WHERE hash >= 0 ORDER BY hash LIMIT +?`)
    .pluck();
  const places = Array.from({ length: LOOK_IDS }, () => '?').join(', ');
  const [one, many] = ['?', places].map((list) =>
    db.prepare<number[], number>(`SELECT hash FROM ${table} WHERE hash IN (${list}) ORDER BY hash`).pluck(),
  );
  // What is undone stays in it, where it costs a look.
  let filter: HashFilter | null = null;
  const mayHave = (hash: number) => {
    filter ??= createHashFilter((limit) => first.all(limit));
    return filter.mayHave(hash);
  };
  return {
    reach: () => Number(reach.get(table, of) ?? 0),
    add(rows) {
      const entries = rows.map(([id, seq]) => [hashOf(id), seq] as const);
      entries.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      insert(entries.flat());
      if (filter !== null) for (const [hash] of entries) filter.add(hash);
    },
    reaches(toSeq) {
      reached.run(table, of, String(toSeq));
    },
    look(ids) {
      const hashes = ids.map(hashOf).filter(mayHave);
      if (hashes.length === 1) return new Set(one!.all(hashes[0]!));
      const found = new Set<number>();
      for (let at = 0; at < hashes.length; at += LOOK_IDS) {
        const part = hashes.slice(at, at + LOOK_IDS);
        while (part.length < LOOK_IDS) part.push(part[0]!);
        for (const hash of many!.all(...part)) found.add(hash);
      }
      return found;
    },
    seqsOf(id) {
      const hash = hashOf(id);
      return mayHave(hash) ? withHash.all(hash) : NONE;
    },
    writtenElsewhere() {
      filter = null;
    },
  };
}

/** 53 bits, so that it is a number; several ids may have the same. */
export function hashOf(id: string): number {
  let high = 0xdead_beef;
  let low = 0x41c6_ce57;
  for (let at = 0; at < id.length; at += 1) {
    const unit = id.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x9e37_79b1);
    low = Math.imul(low ^ unit, 0x5f35_6495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85eb_ca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2_ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85eb_ca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2_ae35);
  return (high & 0x1f_ffff) * 0x1_0000_0000 + (low >>> 0);
}
