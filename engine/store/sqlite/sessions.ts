import type Database from 'better-sqlite3';
import type { SessionCommands, SessionEpoch } from '../commands/sessions.ts';
import type { Handlers } from '../handlers.ts';

export interface SessionTable {
  readonly handlers: Handlers<SessionCommands>;
  begin(sessionKey: string): SessionEpoch;
}

export function createSessionTable(db: Database.Database): SessionTable {
  const begin = db
    .prepare<[string], number>(
      `INSERT INTO session (session, epoch) VALUES (?, 2)
       ON CONFLICT (session) DO UPDATE SET epoch = epoch + 1 RETURNING epoch`,
    )
    .pluck();
  const list = db.prepare<[string, number], SessionEpoch>(
    'SELECT session AS sessionKey, epoch FROM session WHERE session > ? ORDER BY session LIMIT ?',
  );
  return {
    handlers: { sessionEpochs: ({ afterKey, limit }) => list.all(afterKey, limit) },
    begin: (sessionKey) => ({ sessionKey, epoch: begin.get(sessionKey)! }),
  };
}
