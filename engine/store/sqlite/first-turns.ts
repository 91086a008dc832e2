import type Database from 'better-sqlite3';
import type { TurnId } from '../../message/ids.ts';
import type { FirstTurnCommands } from '../commands/first-turns.ts';
import type { Handlers } from '../handlers.ts';

export interface FirstTurnTable {
  readonly handlers: Handlers<FirstTurnCommands>;
  /** A session that has begun keeps its first turn. */
  add(sessionKey: string, turnId: TurnId): void;
}

export function createFirstTurnTable(db: Database.Database): FirstTurnTable {
  const find = db
    .prepare<[string], TurnId>('SELECT turn_id FROM first_turn WHERE session = ? ORDER BY session')
    .pluck();
  const insert = db.prepare('INSERT INTO first_turn (session, turn_id) VALUES (?, ?)');
  return {
    handlers: { firstTurn: ({ sessionKey }) => find.get(sessionKey) ?? null },
    add(sessionKey, turnId) {
      // Mostly it has, and to ask costs less than to try.
      if (find.get(sessionKey) === undefined) insert.run(sessionKey, turnId);
    },
  };
}
