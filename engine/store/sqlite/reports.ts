import type Database from 'better-sqlite3';
import type { Handlers, ReportCommands } from '../handlers.ts';
import { noFates } from '../rules.ts';
import type { Commands, Fate } from '../store.ts';
import type { SourceTable } from './sources.ts';

export function reportHandlers(db: Database.Database, sources: SourceTable): Handlers<ReportCommands> {
  const verdicts = db.prepare<[number, string, number, number], Commands['verdicts']['out'][number]>(
    `SELECT seq, event_id AS eventId, event.message_rowid AS rowid, fate, reason, turn_id AS turnId
     FROM verdict JOIN event USING (seq)
     WHERE verdict.source = ? AND account = ? AND seq > ? ORDER BY seq LIMIT ?`,
  );
  const sightings = db.prepare<[number, string], { sightings: number; repeats: number }>(
    'SELECT sightings, repeats FROM sighting_count WHERE source = ? AND account = ? ORDER BY source',
  );
  const fateCounts = db.prepare<[number, string], { fate: Fate | null; count: number }>(
    `SELECT fate, count(*) AS count FROM verdict
     WHERE source = ? AND account = ? GROUP BY fate ORDER BY fate`,
  );
  const dropPayloads = db.prepare(
    `UPDATE event SET raw = NULL WHERE seq IN (
       SELECT seq FROM event WHERE raw IS NOT NULL AND arrived_at_ms < ?
         AND NOT EXISTS (SELECT 1 FROM verdict WHERE verdict.seq = event.seq AND fate IS NULL)
       ORDER BY arrived_at_ms, seq LIMIT ?)`,
  );
  return {
    verdicts: ({ sourceId, accountId, afterSeq, limit }) =>
      verdicts.all(sources.get(sourceId).key, accountId, afterSeq, limit),
    counts({ sourceId, accountId }) {
      const { key } = sources.get(sourceId);
      const fates = noFates();
      let rows = 0;
      let pending = 0;
      for (const { fate, count } of fateCounts.all(key, accountId)) {
        rows += count;
        if (fate === null) pending += count;
        else fates[fate] = count;
      }
      return { ...(sightings.get(key, accountId) ?? { sightings: 0, repeats: 0 }), rows, pending, fates };
    },
    dropPayloads: ({ beforeMs, limit }) => dropPayloads.run(beforeMs, limit).changes,
  };
}
