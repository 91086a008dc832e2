import type { Database } from 'better-sqlite3';
import type { TimedWrite } from '../world/timed-write.ts';
import type { Agenda } from './agenda.ts';
import type { DeviceEffect, DeviceFault, Facts, SentRecord, WorldEvent } from './device.ts';

/** Writes of one transaction at most: bounds how long other processes of the device wait for the agenda. */
const BATCH_WRITES_MAX = 200;
/** Writes kept of events that are spread: a big one comes up again and again while its writes fall due. */
const SPREAD_WRITES_MAX = 40_000;

const NEXT_DUE = 'SELECT at_ms AS atMs FROM due ORDER BY at_ms LIMIT 1';
const DUE = `SELECT due.at_ms AS dueMs, due.event_seq AS seq, due.ordinal AS ordinal,
    event.id AS eventId, event.json AS json, event.at_ms AS atMs
  FROM due JOIN event ON event.seq = due.event_seq
  WHERE due.at_ms <= ? ORDER BY due.at_ms, due.event_seq, due.ordinal LIMIT ${BATCH_WRITES_MAX}`;
const SENT = `SELECT event_id AS eventId, guid, rowid_of_message AS rowid, chat_guid AS chatGuid,
    service, text, at_ms AS atMs
  FROM sent ORDER BY at_ms, seq`;
const FAULTS =
  'SELECT event_id AS eventId, fault, at_ms AS atMs, until_ms AS untilMs FROM fault ORDER BY seq';

interface DueRow {
  readonly dueMs: number;
  readonly seq: number;
  readonly ordinal: number;
  readonly eventId: string;
  readonly json: string;
  readonly atMs: number;
}

/** Spreads a stored event again; the same event always gives the same writes. */
export type Respread = (event: WorldEvent, eventId: string, atMs: number) => readonly TimedWrite[];

/**
 * The agenda of a device folder, in its device.db, for all processes of the device. Writes happen inside the
 * transaction that takes them off the agenda, so no two processes apply the same one at the same time; if the
 * process dies between, the next one applies it again, which does no harm.
 */
export function openFileAgenda(db: Database, respread: Respread): Agenda {
  const insertEvent = db.prepare('INSERT OR IGNORE INTO event (id, json, at_ms) VALUES (?, ?, ?)');
  const insertDue = db.prepare('INSERT INTO due (at_ms, event_seq, ordinal) VALUES (?, ?, ?)');
  const selectDue = db.prepare<[number], DueRow>(DUE);
  const deleteDue = db.prepare('DELETE FROM due WHERE at_ms = ? AND event_seq = ? AND ordinal = ?');
  const selectNext = db.prepare<[], { atMs: number }>(NEXT_DUE);
  const insertSent = db.prepare(`INSERT OR IGNORE INTO sent
    (event_id, guid, rowid_of_message, chat_guid, service, text, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const selectSent = db.prepare<[], SentRecord>(SENT);
  const insertFault = db.prepare(
    'INSERT OR IGNORE INTO fault (event_id, fault, at_ms, until_ms) VALUES (?, ?, ?, ?)',
  );
  const selectFaults = db.prepare<[], DeviceFault>(FAULTS);
  const insertEffect = db.prepare('INSERT OR IGNORE INTO effect (key, json) VALUES (?, ?)');
  const selectEffects = db.prepare<[], string>('SELECT json FROM effect ORDER BY seq').pluck();
  const selectFacts = db.prepare<[], string>(`SELECT value FROM setting WHERE key = 'facts'`).pluck();
  const updateFacts = db.prepare(`UPDATE setting SET value = ? WHERE key = 'facts'`);
  const facts = () => JSON.parse(selectFacts.get()!) as Facts;
  const spread = new Map<number, readonly TimedWrite[]>();
  let spreadWrites = 0;
  const keep = (seq: number, writes: readonly TimedWrite[]) => {
    spread.set(seq, writes);
    spreadWrites += writes.length;
    for (const [oldest, { length }] of spread) {
      if (spreadWrites <= SPREAD_WRITES_MAX || oldest === seq) return;
      spread.delete(oldest);
      spreadWrites -= length;
    }
  };
  const writesOf = ({ seq, json, eventId, atMs }: DueRow) => {
    const known = spread.get(seq);
    if (known) return known;
    const writes = respread(JSON.parse(json) as WorldEvent, eventId, atMs);
    keep(seq, writes);
    return writes;
  };

  const add = db.transaction(({ eventId, event, atMs, writes }: Parameters<Agenda['add']>[0]) => {
    const { changes, lastInsertRowid } = insertEvent.run(eventId, JSON.stringify(event), atMs);
    if (changes === 0) return false;
    writes.forEach((write, ordinal) => {
      insertDue.run(write.atMs, lastInsertRowid, ordinal);
    });
    keep(Number(lastInsertRowid), writes);
    return true;
  });

  const applyBatch = db.transaction((nowMs: number, begin: () => (write: TimedWrite) => void) => {
    const rows = selectDue.all(nowMs);
    const apply = begin();
    for (const row of rows) {
      apply(writesOf(row)[row.ordinal]!);
      deleteDue.run(row.dueMs, row.seq, row.ordinal);
    }
    return rows.length;
  });

  const nextDueMs = () => selectNext.get()?.atMs ?? null;
  return {
    add: (entry) => add.immediate(entry),
    applyDue(nowMs, begin) {
      let count = 0;
      // Looking first keeps idle processes from taking the write lock, and from waking each other by it.
      for (let next = nextDueMs(); next !== null && next <= nowMs; next = nextDueMs()) {
        count += applyBatch.immediate(nowMs, begin);
      }
      return count;
    },
    nextDueMs,
    recordSent({ eventId, guid, rowid, chatGuid, service, text, atMs }) {
      insertSent.run(eventId, guid, rowid, chatGuid, service, text, atMs);
    },
    sent: () => selectSent.all(),
    recordFault({ eventId, fault, atMs, untilMs }) {
      insertFault.run(eventId, fault, atMs, untilMs);
    },
    faults: () => selectFaults.all(),
    recordEffect(effect) {
      insertEffect.run(effect.key, JSON.stringify(effect));
    },
    effects: () => selectEffects.all().map((json) => JSON.parse(json) as DeviceEffect),
    facts,
    changeFacts(change) {
      updateFacts.run(JSON.stringify({ ...facts(), ...change }));
    },
    close: () => db.close(),
  };
}
