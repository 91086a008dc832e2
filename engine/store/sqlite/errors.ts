import Database from 'better-sqlite3';
import { EngineError } from '../../errors.ts';

/** What SQLite says when there is no room: for pages, for the log, for the index of the log. */
const FULL: ReadonlySet<string> = new Set([
  'SQLITE_FULL',
  'SQLITE_IOERR_WRITE',
  'SQLITE_IOERR_SHMSIZE',
  'ENOSPC',
]);

/**
 * Whether the database itself failed, and with it the whole transaction. A broken constraint is the fault of
 * one command alone.
 */
export function isDatabaseFailure(error: unknown): boolean {
  return error instanceof Database.SqliteError && !error.code.startsWith('SQLITE_CONSTRAINT');
}

/** Puts a failure of SQLite or of the file system into the words of the registry. */
export function storeError(error: unknown, path: string): EngineError {
  if (error instanceof EngineError) return error;
  const { code = '', message } = error as { code?: string; message: string };
  if (FULL.has(code)) {
    return new EngineError('store_full', {
      message: `The disk is full: ${path} was not written.`,
      cause: error,
    });
  }
  return new EngineError('store_unusable', { message: `${path}: ${message}`, cause: error });
}
