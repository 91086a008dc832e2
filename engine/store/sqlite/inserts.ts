import type Database from 'better-sqlite3';

/** Rows of one statement at most. */
const ROWS_MAX = 32;

type Value = string | number | Uint8Array | null;

/** Adds rows, their values one after the other. To call a statement costs as much as three rows that it adds. */
type Insert = (values: readonly Value[]) => void;

export function prepareInserts(
  db: Database.Database,
  table: string,
  columns: readonly string[],
  verb = 'INSERT',
): Insert {
  const row = `(${columns.map(() => '?').join(', ')})`;
  const prepare = (rows: number) =>
    db.prepare(
      `${verb} INTO ${table} (${columns.join(', ')}) VALUES ${Array.from({ length: rows }, () => row).join(', ')}`,
    );
  const bySize = new Map([[1, prepare(1)]]);
  return (values) => {
    let left = values.length / columns.length;
    for (let size = ROWS_MAX, at = 0; left > 0; size /= 2) {
      for (; left >= size; left -= size) {
        const statement = bySize.get(size) ?? prepare(size);
        bySize.set(size, statement);
        const end = at + size * columns.length;
        statement.run(...values.slice(at, end));
        at = end;
      }
    }
  };
}
