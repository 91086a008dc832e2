import type { Database } from 'better-sqlite3';
import type { PendingWrite, WorldEvent } from '../device/device.ts';
import { writersAtWork } from '../device/mac-state.ts';
import type { SpreadWrite } from '../world/event/timed-write.ts';
import { type Agenda, type Applied, type ApplyWrite, HeldUp } from './agenda.ts';
import { type AgendaRecords, openAgendaRecords } from './agenda-records.ts';

/** Writes of one transaction at most: bounds how long other processes of the device wait for the agenda. */
const BATCH_WRITES_MAX = 200;
/** Writes kept of events that are spread: a big one comes up again and again while its writes fall due. */
const SPREAD_WRITES_MAX = 40_000;

/** Of those whose writes can happen at present, as a JSON list. */
const CAN_HAPPEN = 'due.written_by IN (SELECT value FROM json_each(?))';
const NEXT_DUE = `SELECT at_ms AS atMs FROM due WHERE ${CAN_HAPPEN} ORDER BY at_ms LIMIT 1`;
const DUE = `SELECT due.at_ms AS dueMs, due.event_seq AS seq, due.ordinal AS ordinal,
    event.id AS eventId, event.json AS json, event.at_ms AS atMs
  FROM due JOIN event ON event.seq = due.event_seq
  WHERE due.at_ms <= ? AND ${CAN_HAPPEN} ORDER BY due.at_ms, due.event_seq, due.ordinal LIMIT ${BATCH_WRITES_MAX}`;
const PENDING = `SELECT due.at_ms AS atMs, event.id AS eventId FROM due JOIN event ON event.seq = due.event_seq
  ORDER BY due.at_ms, due.event_seq, due.ordinal`;

interface DueRow {
  readonly dueMs: number;
  readonly seq: number;
  readonly ordinal: number;
  readonly eventId: string;
  readonly json: string;
  readonly atMs: number;
}

/** Spreads a stored event again; the same event always gives the same writes. */
export type Respread = (event: WorldEvent, eventId: string, atMs: number) => readonly SpreadWrite[];

/**
 * The agenda of a device folder, in its device.db, for all processes of the device. Writes happen inside the
 * transaction that takes them off the agenda, so no two processes apply the same one at the same time; if the
 * process dies between, the next one applies it again, which does no harm.
 */
export function openFileAgenda(db: Database, respread: Respread): Agenda {
  const insertEvent = db.prepare('INSERT OR IGNORE INTO event (id, json, at_ms) VALUES (?, ?, ?)');
  const insertDue = db.prepare('INSERT INTO due (at_ms, event_seq, ordinal, written_by) VALUES (?, ?, ?, ?)');
  const selectPending = db.prepare<[], PendingWrite>(PENDING);
  const selectNext = db.prepare<[string], { atMs: number }>(NEXT_DUE);
  const { refreshState, ...records } = openAgendaRecords(db);
  const atWork = () => JSON.stringify(writersAtWork(records.state()));
  const spread = new Map<number, readonly SpreadWrite[]>();
  let spreadWrites = 0;
  const keep = (seq: number, writes: readonly SpreadWrite[]) => {
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
      insertDue.run(write.atMs, lastInsertRowid, ordinal, write.by);
    });
    keep(Number(lastInsertRowid), writes);
    return true;
  });

  const applyBatch = batchesOf(db, writesOf, { state: records.state, refreshState, atWork });
  const nextDueMs = () => {
    const next = selectNext.get(atWork());
    return next ? Math.max(next.atMs, records.state().asleepUntilMs) : null;
  };
  return {
    ...records,
    add: (entry) => add.immediate(entry),
    applyDue(nowMs, begin) {
      let count = 0;
      refreshState();
      // Looking first keeps idle processes from taking the write lock, and from waking each other by it.
      for (let next = nextDueMs(); next !== null && next <= nowMs; next = nextDueMs()) {
        const applied = applyBatch.immediate(nowMs, begin);
        count += applied.count;
        if (applied.isHeldUp) return { count, isHeldUp: true };
      }
      return { count, isHeldUp: false };
    },
    nextDueMs,
    pending: () => selectPending.all(),
    close: () => db.close(),
  };
}

type MacNow = Pick<AgendaRecords, 'state' | 'refreshState'> & { atWork(): string };

/** Applies what is due at a time, as much of it as one transaction takes. */
function batchesOf(
  db: Database,
  writesOf: (row: DueRow) => readonly SpreadWrite[],
  { state, refreshState, atWork }: MacNow,
) {
  const selectDue = db.prepare<[number, string], DueRow>(DUE);
  const deleteDue = db.prepare('DELETE FROM due WHERE at_ms = ? AND event_seq = ? AND ordinal = ?');
  // Inside a batch: what is noted of a write goes again with a write that is held up.
  const applyOne = db.transaction((row: DueRow, apply: ApplyWrite) => {
    apply(writesOf(row)[row.ordinal]!, row.eventId);
    deleteDue.run(row.dueMs, row.seq, row.ordinal);
  });

  return db.transaction((nowMs: number, begin: () => ApplyWrite): Applied => {
    refreshState();
    const before = state();
    if (nowMs < before.asleepUntilMs) return { count: 0, isHeldUp: false };
    const rows = selectDue.all(nowMs, atWork());
    const apply = begin();
    let count = 0;
    try {
      // What follows a change of the Mac is judged anew.
      while (count < rows.length && state() === before) {
        applyOne(rows[count]!, apply);
        count += 1;
      }
    } catch (error) {
      if (!(error instanceof HeldUp)) throw error;
      refreshState();
      return { count, isHeldUp: true };
    }
    return { count, isHeldUp: false };
  });
}
