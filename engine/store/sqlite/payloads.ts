import type Database from 'better-sqlite3';
import type { Commands } from '../store.ts';

type DropPayloads = (input: Commands['dropPayloads']['in']) => Commands['dropPayloads']['out'];

/**
 * Drops old bodies in journal order. An index of the rows that still have one would cost every arrival; a
 * remembered row below which none is left does as well.
 */
export function prepareDropPayloads(db: Database.Database): DropPayloads {
  const start = db
    .prepare<[], string>("SELECT value FROM note WHERE scope = 'store' AND key = 'payloads' ORDER BY key")
    .pluck();
  const drop = db.prepare(
    `UPDATE event SET raw = NULL WHERE seq IN (
       SELECT seq FROM event WHERE seq >= ? AND raw IS NOT NULL AND arrived_at_ms < ?
         AND NOT EXISTS (SELECT 1 FROM verdict WHERE verdict.seq = event.seq AND fate IS NULL)
       ORDER BY seq LIMIT +?)`,
  );
  const first = db
    .prepare<[number], number>(
      'SELECT seq FROM event WHERE seq >= ? AND raw IS NOT NULL ORDER BY seq LIMIT 1',
    )
    .pluck();
  const last = db.prepare<[], number>('SELECT max(seq) FROM event').pluck();
  const remember = db.prepare(
    `INSERT INTO note (scope, key, value) VALUES ('store', 'payloads', ?)
     ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value`,
  );
  return ({ beforeMs, limit }) => {
    const from = Number(start.get() ?? 1);
    const { changes } = drop.run(from, beforeMs, limit);
    if (changes > 0) remember.run(String(first.get(from) ?? last.get()! + 1));
    return changes;
  };
}
