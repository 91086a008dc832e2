import type Database from 'better-sqlite3';
import type { Handlers, JournalCommands } from '../handlers.ts';
import { checkRow, highest, keepsBody } from '../rules.ts';
import type { Fate, PendingRow, RowInput } from '../store.ts';
import type { SourceTable } from './sources.ts';

export function journalHandlers(db: Database.Database, sources: SourceTable): Handlers<JournalCommands> {
  const journal = prepareIngest(db);
  const settleRow = prepareSettle(db);
  const pending = db.prepare<[number, string, number, number], PendingRow>(
    `SELECT seq, event_id AS eventId, event.message_rowid AS rowid, raw, arrived_at_ms AS arrivedAtMs
     FROM verdict JOIN event USING (seq)
     WHERE verdict.source = ? AND account = ? AND fate IS NULL AND seq > ? ORDER BY seq LIMIT ?`,
  );
  return {
    ingest({ sourceId, rows }) {
      const source = sources.get(sourceId);
      rows.forEach(checkRow);
      const results = journal(source.key, rows);
      const top = rows.reduce((found: number | null, row) => highest(found, row.rowid), null);
      return { rows: results, ...sources.moveCursors(source, top) };
    },
    settle({ sourceId, accountId, verdicts }) {
      const source = sources.get(sourceId);
      const results = verdicts.map(({ seq, fate, reason }) =>
        settleRow(source.key, accountId, { seq, fate, reason, turnId: null }),
      );
      sources.moveCursors(source, null);
      return results;
    },
    pending: ({ sourceId, accountId, afterSeq, limit }) =>
      pending.all(sources.get(sourceId).key, accountId, afterSeq, limit),
  };
}

type Ingest = (source: number, rows: readonly RowInput[]) => { seq: number; isNew: boolean }[];

function prepareIngest(db: Database.Database): Ingest {
  const insertEvent = db.prepare(
    `INSERT INTO event
       (source, event_id, message_rowid, guid, chat_guid, is_from_me, raw, arrived_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, event_id) DO NOTHING`,
  );
  const insertVerdict = db.prepare(
    'INSERT INTO verdict (seq, account, source, message_rowid, fate, reason) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const seqOf = db
    .prepare<[number, string], number>('SELECT seq FROM event WHERE source = ? AND event_id = ? ORDER BY seq')
    .pluck();
  const addSightings = db.prepare(
    `INSERT INTO sighting_count (source, account, sightings, repeats) VALUES (?, ?, ?, ?)
     ON CONFLICT (source, account) DO UPDATE
       SET sightings = sightings + excluded.sightings, repeats = repeats + excluded.repeats`,
  );

  const ingestRow = (source: number, row: RowInput) => {
    const { eventId, rowid, guid, chatGuid, raw, arrivedAtMs } = row;
    const isFromMe = row.isFromMe ? 1 : 0;
    const added = insertEvent.run(source, eventId, rowid, guid, chatGuid, isFromMe, raw, arrivedAtMs);
    if (added.changes === 0) return { seq: seqOf.get(source, eventId)!, isNew: false };
    const seq = Number(added.lastInsertRowid);
    for (const { accountId, fate, reason } of row.verdicts) {
      insertVerdict.run(seq, accountId, source, rowid, fate, reason);
    }
    return { seq, isNew: true };
  };

  return (source, rows) => {
    const results = rows.map((row) => ingestRow(source, row));
    for (const [account, { arrivals, repeats }] of countSightings(rows, results)) {
      addSightings.run(source, account, arrivals, repeats);
    }
    return results;
  };
}

/** Arrivals per account in one call, so that they cost one statement and not one a row. */
function countSightings(rows: readonly RowInput[], results: readonly { isNew: boolean }[]) {
  const counts = new Map<string, { arrivals: number; repeats: number }>();
  rows.forEach(({ verdicts }, index) => {
    for (const { accountId } of verdicts) {
      const counted = counts.get(accountId) ?? { arrivals: 0, repeats: 0 };
      counted.arrivals += 1;
      if (!results[index]!.isNew) counted.repeats += 1;
      counts.set(accountId, counted);
    }
  });
  return counts;
}

interface Settled {
  readonly seq: number;
  readonly fate: Fate;
  readonly reason: string;
  readonly turnId: string | null;
}

/** Gives a pending row its fate; false when it is not pending for the account. */
export function prepareSettle(
  db: Database.Database,
): (source: number, accountId: string, settled: Settled) => boolean {
  const settle = db.prepare(
    `UPDATE verdict SET fate = ?, reason = ?, turn_id = ?
     WHERE seq = ? AND account = ? AND source = ? AND fate IS NULL`,
  );
  const fates = db
    .prepare<[number], Fate | null>('SELECT fate FROM verdict WHERE seq = ? ORDER BY account')
    .pluck();
  const dropBody = db.prepare('UPDATE event SET raw = NULL WHERE seq = ?');
  return (source, accountId, { seq, fate, reason, turnId }) => {
    if (settle.run(fate, reason, turnId, seq, accountId, source).changes === 0) return false;
    if (!keepsBody(fate) && !fates.all(seq).some(keepsBody)) dropBody.run(seq);
    return true;
  };
}
