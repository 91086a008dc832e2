import type Database from 'better-sqlite3';
import { wasThereBefore } from '../rules.ts';

/** Whether rows of the journal stood in their database before another row was written there; those of other databases did. */
type StoodBefore = (sourceKey: number, rowid: number | null) => (seq: number) => boolean;

export function prepareStoodBefore(db: Database.Database): StoodBefore {
  const rowidOf = db
    .prepare<[number, number], number | null>(
      'SELECT message_rowid FROM event WHERE seq = ? AND source = +? ORDER BY seq',
    )
    .pluck();
  return (sourceKey, rowid) => (seq) => wasThereBefore(rowidOf.get(seq, sourceKey) ?? null, rowid);
}
