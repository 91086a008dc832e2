// Remembers in a database that took the place of another which event put it there: what was done but not noted
// must not be done again.

import type { ChatWriter } from '../../chat-db/write/writer.ts';

const MARK = 'replaced-by';
const MARK_OF = `SELECT CAST(value AS TEXT) FROM kvtable WHERE key = '${MARK}'`;

export const isPutThereBy = ({ db }: ChatWriter, eventId: string): boolean =>
  db.prepare(MARK_OF).pluck().get() === eventId;

export function markPutThereBy({ db }: ChatWriter, eventId: string): void {
  db.prepare('INSERT OR REPLACE INTO kvtable (key, value) VALUES (?, ?)').run(MARK, eventId);
}
