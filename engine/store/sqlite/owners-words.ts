import type Database from 'better-sqlite3';
import type { HeardWord, OwnersWord, OwnersWordCommands } from '../commands/owners-words.ts';
import type { Handlers } from '../handlers.ts';

export interface OwnersWordTable {
  readonly handlers: Handlers<OwnersWordCommands>;
  add(sourceId: string, word: HeardWord): void;
}

export function createOwnersWordTable(db: Database.Database): OwnersWordTable {
  // As `lastSaid` has it.
  const add = db.prepare<[string, string, number, number, number, number]>(
    `INSERT INTO owners_word (source_id, conversation, at_ms, gateway_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (source_id, conversation) DO UPDATE SET
       at_ms = max(min(at_ms, ?), excluded.at_ms),
       gateway_at_ms = max(min(gateway_at_ms, ?), excluded.gateway_at_ms)`,
  );
  const since = db.prepare<[string, number], OwnersWord>(
    `SELECT conversation, at_ms AS atMs, gateway_at_ms AS gatewayAtMs FROM owners_word
     WHERE source_id = ? AND at_ms > ? ORDER BY conversation`,
  );
  return {
    handlers: {
      ownersWords: ({ sourceIds, sinceMs }) => sourceIds.flatMap((sourceId) => since.all(sourceId, sinceMs)),
    },
    add(sourceId, { conversation, atMs, gatewayAtMs, cameAtMs, arrivedAtMs }) {
      add.run(sourceId, conversation, atMs, gatewayAtMs, cameAtMs, arrivedAtMs);
    },
  };
}
