import type Database from 'better-sqlite3';
import type { Exchange, ExchangeCommands } from '../commands/exchanges.ts';
import type { Handlers } from '../handlers.ts';

export function exchangeHandlers(db: Database.Database): Handlers<ExchangeCommands> {
  const since = db.prepare<[string, number, number], Exchange>(
    `SELECT turn.lane, coalesce(json_extract(turn.context, '$.sentAtMs'), turn.formed_at_ms) AS writtenAtMs,
       turn.formed_at_ms AS formedAtMs, part.created_at_ms AS saidAtMs
     FROM part JOIN turn USING (turn_id)
     WHERE part.account = ? AND part.created_at_ms >= ? AND part.ordinal = 0
     ORDER BY part.created_at_ms DESC, part.seq DESC LIMIT +?`,
  );
  return {
    exchanges: ({ accountId, sinceMs, limit }) => since.all(accountId, sinceMs, limit).toReversed(),
  };
}
