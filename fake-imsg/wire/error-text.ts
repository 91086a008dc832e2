/** Numbers that SQLite itself uses for its results; clients see them behind the text (wire-1.6). */
const SQLITE_CODES: Readonly<Record<string, number>> = {
  SQLITE_ERROR: 1,
  SQLITE_BUSY: 5,
  SQLITE_LOCKED: 6,
  SQLITE_IOERR: 10,
  SQLITE_CORRUPT: 11,
  SQLITE_CANTOPEN: 14,
  SQLITE_NOTADB: 26,
};

/** One line about a failure nobody foresaw, worded as imsg words SQLite's errors. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const name = 'code' in error ? String(error.code) : '';
  const code = Object.entries(SQLITE_CODES).find(([prefix]) => name.startsWith(prefix))?.[1];
  return code === undefined ? error.message : `${error.message} (code: ${code})`;
}

/** Whether SQLite itself failed. */
export function isSqliteError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_');
}
