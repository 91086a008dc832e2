import type Database from 'better-sqlite3';
import type { GroupWindowCommands, WindowPlace } from '../commands/group-windows.ts';
import type { Handlers } from '../handlers.ts';
import { type BodyRecord, bodyOf, KIND } from './bodies.ts';

export interface GroupWindowTable {
  readonly handlers: Handlers<GroupWindowCommands>;
  add(accountId: string, place: WindowPlace, seq: number): void;
  /** Takes out what came before a turn of the group. */
  take(accountId: string, sessionKey: string, beforeSeq: number): void;
}

export function createGroupWindowTable(db: Database.Database): GroupWindowTable {
  const insert = db.prepare('INSERT INTO group_window (account, session, seq) VALUES (?, ?, ?)');
  const dropBeyond = db.prepare(
    `DELETE FROM group_window WHERE account = ? AND session = ? AND seq <= (
       SELECT seq FROM group_window WHERE account = ? AND session = ? ORDER BY seq DESC LIMIT 1 OFFSET +?)`,
  );
  const bodies = db.prepare<[string, string, number, number], BodyRecord>(
    `SELECT raw, ${KIND} FROM group_window JOIN event USING (seq) JOIN verdict USING (seq, account)
     WHERE account = ? AND session = ? AND seq < ? AND raw IS NOT NULL ORDER BY seq DESC LIMIT +?`,
  );
  const later = db
    .prepare<[string, string, number], number>(
      'SELECT seq FROM group_window WHERE account = ? AND session = ? AND seq >= ? ORDER BY seq LIMIT 1',
    )
    .pluck();
  const groups = db
    .prepare<[string, number], string>(
      'SELECT DISTINCT session FROM group_window WHERE account = ? ORDER BY session LIMIT +?',
    )
    .pluck();
  const take = db.prepare('DELETE FROM group_window WHERE account = ? AND session = ? AND seq < ?');
  return {
    handlers: {
      groupWindow: ({ accountId, sessionKey, beforeSeq, limit }) => ({
        bodies: bodies.all(accountId, sessionKey, beforeSeq, limit).map(bodyOf).toReversed(),
        hasLater: later.get(accountId, sessionKey, beforeSeq) !== undefined,
      }),
      groupsWithWindows: ({ accountId, limit }) => groups.all(accountId, limit),
    },
    add(accountId, { sessionKey, limit }, seq) {
      insert.run(accountId, sessionKey, seq);
      dropBeyond.run(accountId, sessionKey, accountId, sessionKey, limit);
    },
    take(accountId, sessionKey, beforeSeq) {
      take.run(accountId, sessionKey, beforeSeq);
    },
  };
}
