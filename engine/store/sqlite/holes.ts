import type Database from 'better-sqlite3';
import type { Hole, HoleChanges, HoleCommands } from '../commands/holes.ts';
import type { Handlers } from '../handlers.ts';
import type { SourceTable } from './sources.ts';

export interface HoleTable {
  readonly handlers: Handlers<HoleCommands>;
  /** @param source Key of the source. */
  change(source: number, changes: HoleChanges): void;
}

export function createHoleTable(db: Database.Database, sources: SourceTable): HoleTable {
  const close = db.prepare('DELETE FROM hole WHERE source = ? AND from_rowid = ?');
  const open = db.prepare(
    `INSERT INTO hole (source, from_rowid, to_rowid, opened_at_ms, asked) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (source, from_rowid) DO UPDATE
       SET to_rowid = excluded.to_rowid, opened_at_ms = excluded.opened_at_ms, asked = excluded.asked`,
  );
  const list = db.prepare<[number, number], Hole>(
    `SELECT from_rowid AS fromRowid, to_rowid AS toRowid, opened_at_ms AS openedAtMs, asked
     FROM hole WHERE source = ? ORDER BY from_rowid LIMIT ?`,
  );
  const change: HoleTable['change'] = (source, { closed, opened }) => {
    for (const fromRowid of closed) close.run(source, fromRowid);
    for (const { fromRowid, toRowid, openedAtMs, asked } of opened) {
      open.run(source, fromRowid, toRowid, openedAtMs, asked);
    }
  };
  return {
    change,
    handlers: {
      changeHoles({ sourceId, closed, opened }) {
        change(sources.get(sourceId).key, { closed, opened });
        return undefined;
      },
      holes: ({ sourceId, limit }) => list.all(sources.get(sourceId).key, limit),
    },
  };
}
