import type Database from 'better-sqlite3';
import type { Envelope, VerdictFacts } from '../commands/journal.ts';
import type { JournalledRow, JournalledVerdict, RowCommands } from '../commands/rows.ts';
import type { Handlers } from '../handlers.ts';
import { ECHO_CODES } from '../rules.ts';
import type { KnownRows } from './known-rows.ts';
import type { SourceTable } from './sources.ts';

type RowRecord = Omit<JournalledRow, 'isFromMe' | 'envelope' | 'verdicts'> & {
  /** 0 or 1. */
  readonly isFromMe: number;
  /** JSON. */
  readonly envelope: string | null;
};
type Chat = string | null;
type CameInValues = [string, number, number, Chat, Chat, Chat, Chat, Chat, number];
type VerdictRecord = Omit<JournalledVerdict, 'facts'> & { readonly facts: string | null };

const COLUMNS = `source_id AS sourceId, event.seq, event_id AS eventId, message_rowid AS rowid, guid, chat_guid AS chatGuid,
  is_from_me AS isFromMe, arrived_at_ms AS arrivedAtMs, envelope, raw`;

export function rowHandlers(
  db: Database.Database,
  sources: SourceTable,
  known: KnownRows,
): Handlers<RowCommands> {
  const places = db.prepare<[], { key: number; sourceId: string; locator: string }>(
    'SELECT key, source_id AS sourceId, locator FROM source ORDER BY key',
  );
  const ofSource = db.prepare<[number, number, number, number], RowRecord>(
    `SELECT ${COLUMNS} FROM event JOIN source ON key = +event.source
     WHERE +event.source = ? AND event.seq > ? AND arrived_at_ms >= ? ORDER BY event.seq LIMIT ?`,
  );
  /** The newest ones of which some verdict is so. */
  const newestWhere = (verdict: string) =>
    db.prepare<[number, number, number], RowRecord>(
      `SELECT ${COLUMNS} FROM event JOIN source ON key = +event.source
       WHERE event.seq > (SELECT max(seq) FROM event) - ? AND +event.source = ? AND arrived_at_ms >= ?
         AND EXISTS (SELECT 1 FROM verdict WHERE verdict.seq = event.seq AND ${verdict})
       ORDER BY event.seq`,
    );
  const echoes = newestWhere(`is_from_me = 0 AND code IN (${ECHO_CODES.map((code) => `'${code}'`)})`);
  const selfNotes = newestWhere(
    `(json_extract(facts, '$.note') IS NOT NULL OR json_extract(facts, '$.twinOf') IS NOT NULL)`,
  );
  // As many chats as are one conversation over all services.
  const cameIn = db.prepare<CameInValues, RowCommands['cameIn']['out'][number]>(
    `SELECT guid, fate, code FROM event JOIN verdict ON verdict.seq = event.seq AND account = ?
     WHERE event.seq > (SELECT max(seq) FROM event) - ? AND arrived_at_ms >= ? AND chat_guid IN (?, ?, ?, ?, ?)
       AND is_from_me = 0 AND guid IS NOT NULL
     ORDER BY event.seq DESC LIMIT ?`,
  );
  const ofSeq = db.prepare<[number], RowRecord>(
    `SELECT ${COLUMNS} FROM event JOIN source ON key = source WHERE event.seq = ? ORDER BY event.seq`,
  );
  // Rows of an operator's question; an index for them would cost every arrival.
  const ofRowid = db.prepare<[number], RowRecord>(
    `SELECT ${COLUMNS} FROM event JOIN source ON key = source WHERE message_rowid = ? ORDER BY event.seq`,
  );
  const numbered = db.prepare<[number], Pick<RowRecord, 'guid' | 'chatGuid' | 'isFromMe'>>(
    'SELECT guid, chat_guid AS chatGuid, is_from_me AS isFromMe FROM event WHERE seq = ? ORDER BY seq',
  );
  const verdicts = db.prepare<[number], VerdictRecord>(
    `SELECT account AS accountId, fate, code, detail, facts,
       (SELECT turn_id FROM turn WHERE turn.seq = verdict.turn ORDER BY turn.seq) AS turnId
     FROM verdict WHERE seq = ? ORDER BY account`,
  );
  const journalled = ({ isFromMe, envelope, ...row }: RowRecord): JournalledRow => ({
    ...row,
    isFromMe: isFromMe === 1,
    envelope: envelope === null ? null : (JSON.parse(envelope) as Envelope),
    verdicts: verdicts.all(row.seq).map(({ facts, ...verdict }) => ({
      ...verdict,
      facts: facts === null ? null : (JSON.parse(facts) as VerdictFacts),
    })),
  });
  return {
    places: () => places.all().map(({ sourceId, locator }) => ({ sourceId, locator })),
    journalled: ({ sourceId, sinceMs, afterSeq, limit }) =>
      ofSource.all(sources.get(sourceId).key, afterSeq, sinceMs, limit).map(journalled),
    rowNumbered({ seq }) {
      const row = numbered.get(seq);
      return row ? { ...row, isFromMe: row.isFromMe === 1 } : null;
    },
    cameIn({ accountId, chatGuids, sinceMs, rowsMax, limit }) {
      const [one = null, two = null, three = null, four = null, five = null] = chatGuids;
      return cameIn.all(accountId, rowsMax, sinceMs, one, two, three, four, five, limit);
    },
    echoes: ({ sourceIds, sinceMs, rowsMax }) =>
      sourceIds.flatMap((id) => echoes.all(rowsMax, sources.get(id).key, sinceMs)).map(journalled),
    selfNotes: ({ sourceIds, sinceMs, rowsMax }) =>
      sourceIds.flatMap((id) => selfNotes.all(rowsMax, sources.get(id).key, sinceMs)).map(journalled),
    rowsNamed({ eventIds, rowid }) {
      const keys = places.all().map(({ key }) => key);
      const byId = keys.flatMap((key) =>
        eventIds.flatMap((eventId) => {
          const seq = known.seqOf(key, eventId);
          return seq === undefined ? [] : ofSeq.all(seq);
        }),
      );
      const byRowid = rowid === null ? [] : ofRowid.all(rowid);
      const found = new Map([...byId, ...byRowid].map((row) => [row.seq, row]));
      return [...found.values()].sort((one, other) => one.seq - other.seq).map(journalled);
    },
  };
}
