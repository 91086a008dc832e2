import type { Database } from 'better-sqlite3';
import type { DeviceFault } from '../device/fault.ts';
import type { Agenda } from './agenda.ts';

const FAULTS = `SELECT event_id AS eventId, fault, value, strikes_when AS "trigger", at_ms AS atMs,
    until_ms AS untilMs
  FROM fault ORDER BY seq`;
const COUNT = 'UPDATE fault SET seen = seen + 1 WHERE event_id = ? RETURNING seen';
const CLEAR = `UPDATE fault SET until_ms = $nowMs
  WHERE (until_ms IS NULL OR until_ms > $nowMs) AND event_id = coalesce($eventId, event_id)`;

export interface FaultTable {
  readonly add: Agenda['recordFault'];
  readonly all: Agenda['faults'];
  readonly countOccasion: Agenda['countOccasion'];
  readonly clear: Agenda['clearFaults'];
}

/** The faults of a device folder, in its device.db. */
export function openFaultTable(db: Database): FaultTable {
  const insert =
    db.prepare(`INSERT OR IGNORE INTO fault (event_id, fault, value, strikes_when, at_ms, until_ms)
    VALUES (?, ?, ?, ?, ?, ?)`);
  const select = db.prepare<[], DeviceFault>(FAULTS);
  const count = db.prepare<[string], number>(COUNT).pluck();
  const clear = db.prepare<{ nowMs: number; eventId: string | null }>(CLEAR);
  // Another number whenever another process has written to the file.
  const selectVersion = db.prepare<[], number>('PRAGMA data_version').pluck();
  let known: { readonly version: number; readonly faults: readonly DeviceFault[] } | null = null;
  return {
    add({ eventId, fault, value, trigger, atMs, untilMs }) {
      insert.run(eventId, fault, value, trigger, atMs, untilMs);
      known = null;
    },
    all() {
      // To the very end of a process.
      if (!db.open) return known?.faults ?? [];
      const version = selectVersion.get()!;
      if (known?.version !== version) known = { version, faults: select.all() };
      return known.faults;
    },
    countOccasion: (eventId) => count.get(eventId) ?? 0,
    clear(nowMs, eventId) {
      clear.run({ nowMs, eventId: eventId ?? null });
      known = null;
    },
  };
}
