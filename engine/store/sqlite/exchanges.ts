import type Database from 'better-sqlite3';
import type { Exchange, ExchangeCommands } from '../commands/exchanges.ts';
import type { Handlers } from '../handlers.ts';
import { prepareAllBefore } from './parts.ts';

export function exchangeHandlers(db: Database.Database): Handlers<ExchangeCommands> {
  const allBefore = prepareAllBefore(db);
  const after = db.prepare<[number, string, number, number], Exchange>(
    `SELECT turn.lane, coalesce(json_extract(turn.context, '$.sentAtMs'), turn.formed_at_ms) AS writtenAtMs,
       turn.formed_at_ms AS formedAtMs, part.created_at_ms AS saidAtMs
     FROM part JOIN turn ON turn.seq = part.turn
     WHERE part.seq > +? AND +part.account = ? AND part.created_at_ms >= +? AND part.ordinal = 0
     ORDER BY part.seq DESC LIMIT +?`,
  );
  return {
    exchanges({ accountId, sinceMs, limit }) {
      const found = after.all(allBefore(sinceMs), accountId, sinceMs, limit).reverse();
      return found.toSorted((one, other) => one.saidAtMs - other.saidAtMs);
    },
  };
}
