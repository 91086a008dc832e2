import type Database from 'better-sqlite3';
import {
  type Queued,
  type QueuedEvent,
  SESSION_EVENTS_MAX,
  type SystemEvent,
  type SystemEventCommands,
} from '../commands/system-events.ts';
import type { Handlers } from '../handlers.ts';
import { eventOf } from '../rules.ts';
import type { Commands } from '../store.ts';

export interface SystemEventTable {
  readonly handlers: Handlers<SystemEventCommands>;
  add(event: QueuedEvent): Queued;
  /** Takes out what waits for a turn of the session. */
  take(sessionKey: string): readonly SystemEvent[];
  /** Drops those that have waited for too long. Returns how many. */
  dropOld(input: Commands['dropPayloads']['in']): number;
}

export function createSystemEventTable(db: Database.Database): SystemEventTable {
  const forget = db.prepare('DELETE FROM system_event WHERE session = ? AND context_key = ? AND text = ?');
  const insert = db.prepare(
    'INSERT INTO system_event (session, context_key, kind, text, at_ms) VALUES (?, ?, ?, ?, ?)',
  );
  const dropBeyond = db.prepare(
    `DELETE FROM system_event WHERE seq IN (
       SELECT seq FROM system_event WHERE session = ? ORDER BY seq DESC LIMIT -1 OFFSET ${SESSION_EVENTS_MAX})`,
  );
  const queued = db.prepare<[string], QueuedEvent>(
    `SELECT session AS sessionKey, context_key AS contextKey, kind, text, at_ms AS atMs
     FROM system_event WHERE session = ? ORDER BY seq`,
  );
  const clear = db.prepare('DELETE FROM system_event WHERE session = ?');
  const sessions = db
    .prepare<[number], string>('SELECT DISTINCT session FROM system_event ORDER BY session LIMIT ?')
    .pluck();
  const dropOld = db.prepare(
    `DELETE FROM system_event WHERE seq IN (
       SELECT seq FROM system_event WHERE at_ms < ? ORDER BY at_ms, seq LIMIT ?)`,
  );
  return {
    handlers: {
      queuedEvents: ({ sessionKey }) => queued.all(sessionKey),
      sessionsWithEvents: ({ limit }) => sessions.all(limit),
    },
    add({ sessionKey, contextKey, kind, text, atMs }) {
      const isRepeat = forget.run(sessionKey, contextKey, text).changes > 0;
      insert.run(sessionKey, contextKey, kind, text, atMs);
      if (isRepeat) return 'repeated';
      return dropBeyond.run(sessionKey).changes > 0 ? 'overflowed' : 'queued';
    },
    take(sessionKey) {
      const events = queued.all(sessionKey).map(eventOf);
      if (events.length > 0) clear.run(sessionKey);
      return events;
    },
    dropOld: ({ beforeMs, limit }) => dropOld.run(beforeMs, limit).changes,
  };
}
