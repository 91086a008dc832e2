import Database from 'better-sqlite3';
import { EngineError, type ErrorCode } from '../../errors.ts';

/** What SQLite says when there is no room: for pages, for the log, for the index of the log. */
const FULL = /^(?:SQLITE_FULL|SQLITE_IOERR_WRITE|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)$/;
/** Another process holds a lock. */
const BUSY = /^SQLITE_(?:BUSY|LOCKED|PROTOCOL)/;
const DAMAGED = /^SQLITE_CORRUPT/;
/** The disk, or a lack of memory or of file handles. */
const FAILING = /^(?:SQLITE_(?:IOERR|CANTOPEN|NOMEM|INTERRUPT)|EIO$|EMFILE$|ENFILE$|ENOMEM$)/;
/** It is there and may not be opened, which is not over by itself. */
const FORBIDDEN = /^SQLITE_CANTOPEN_(?:ISDIR|SYMLINK)$/;

const SAID: Partial<Record<ErrorCode, (path: string) => string>> = {
  store_full: (path) => `The disk is full: ${path} was not written.`,
  store_busy: (path) => `Another program holds the lock of ${path}.`,
};

/**
 * Whether the database itself failed, and with it the whole transaction. A broken constraint, or a value that is too
 * large, is the fault of one command alone.
 */
export function isDatabaseFailure(error: unknown): boolean {
  return error instanceof Database.SqliteError && !/^SQLITE_(?:CONSTRAINT|TOOBIG)/.test(error.code);
}

/** Puts a failure of SQLite or of the file system into the words of the registry. */
export function storeError(error: unknown, path: string): EngineError {
  if (error instanceof EngineError) return error;
  const { code = '', message } = error as { code?: string; message: string };
  const kind = kindOf(code);
  return new EngineError(kind, {
    message: SAID[kind]?.(path) ?? `${path}: ${message}`,
    cause: error,
  });
}

function kindOf(code: string): ErrorCode {
  if (FULL.test(code)) return 'store_full';
  if (BUSY.test(code)) return 'store_busy';
  if (DAMAGED.test(code)) return 'store_damaged';
  if (FAILING.test(code) && !FORBIDDEN.test(code)) return 'store_failing';
  return 'store_unusable';
}
