import type { Database } from 'better-sqlite3';

/** Says each time whether anybody may have written to a database since the last time. */
export type HasChanged = () => boolean;

/** @returns Makes one for whoever remembers what was read; the statements are prepared once for all of them. */
export function changesOf(db: Database): () => HasChanged {
  const byOthers = db.prepare<[], number>('PRAGMA data_version').pluck();
  const byThisConnection = db.prepare<[], number>('SELECT total_changes()').pluck();
  return () => {
    let others: number | undefined;
    let own: number | undefined;
    return () => {
      const [nowOthers, nowOwn] = [byOthers.get(), byThisConnection.get()];
      if (nowOthers === others && nowOwn === own) return false;
      others = nowOthers;
      own = nowOwn;
      return true;
    };
  };
}
