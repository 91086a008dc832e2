import type Database from 'better-sqlite3';
import type { SessionCommands, SessionEpoch } from '../commands/sessions.ts';
import type { Handlers } from '../handlers.ts';

export interface SessionTable {
  readonly handlers: Handlers<SessionCommands>;
  begin(session: Omit<SessionEpoch, 'epoch'>): SessionEpoch;
}

export function createSessionTable(db: Database.Database): SessionTable {
  const begin = db
    .prepare<[string, string, number | null, number], number>(
      `INSERT INTO session (session, epoch, source_id, message_rowid, at_ms) VALUES (?, 2, ?, ?, ?)
       ON CONFLICT (session) DO UPDATE SET epoch = epoch + 1, source_id = excluded.source_id,
         message_rowid = excluded.message_rowid, at_ms = excluded.at_ms
       RETURNING epoch`,
    )
    .pluck();
  const list = db.prepare<[string, number], SessionEpoch>(
    `SELECT session AS sessionKey, epoch, source_id AS sourceId, message_rowid AS rowid, at_ms AS atMs
     FROM session WHERE session > ? ORDER BY session LIMIT ?`,
  );
  return {
    handlers: { sessionEpochs: ({ afterKey, limit }) => list.all(afterKey, limit) },
    begin(session) {
      const { sessionKey, sourceId, rowid, atMs } = session;
      return { ...session, epoch: begin.get(sessionKey, sourceId, rowid, atMs)! };
    },
  };
}
