import type Database from 'better-sqlite3';
import type { TurnId } from '../../message/ids.ts';
import type { FirstTurnCommands } from '../commands/first-turns.ts';
import type { TurnState } from '../commands/turns.ts';
import type { Handlers } from '../handlers.ts';

export interface FirstTurnTable {
  readonly handlers: Handlers<FirstTurnCommands>;
  /** A session that has begun keeps its first turn. `turn` = the seq of it. */
  add(sessionKey: string, turn: number): void;
}

interface FirstTurn {
  readonly turnId: TurnId;
  readonly state: TurnState;
}

export function createFirstTurnTable(db: Database.Database): FirstTurnTable {
  const find = db.prepare<[string], FirstTurn>(
    `SELECT turn_id AS turnId, state FROM first_turn JOIN turn ON turn.seq = first_turn.turn
     WHERE session = ? ORDER BY session`,
  );
  // Walks through all turns, but only where somebody has taken back what they began with.
  const next = db
    .prepare<[string], TurnId>(
      `SELECT turn_id FROM turn WHERE json_extract(context, '$.sessionKey') = ? AND state <> 'withdrawn'
       ORDER BY seq LIMIT 1`,
    )
    .pluck();
  const hasBegun = db
    .prepare<[string], number>('SELECT 1 FROM first_turn WHERE session = ? ORDER BY session')
    .pluck();
  const insert = db.prepare('INSERT INTO first_turn (session, turn) VALUES (?, ?)');
  return {
    handlers: {
      firstTurn({ sessionKey }) {
        const first = find.get(sessionKey);
        if (first?.state !== 'withdrawn') return first?.turnId ?? null;
        return next.get(sessionKey) ?? null;
      },
    },
    add(sessionKey, turn) {
      // Mostly it has, and to ask costs less than to try.
      if (hasBegun.get(sessionKey) === undefined) insert.run(sessionKey, turn);
    },
  };
}
