import Database from 'better-sqlite3';
import { EngineError, type ErrorCode } from '../../errors.ts';
import { isPermission, systemCode, systemRemedy } from '../../ports/system-failures.ts';
import { whyNotOpened } from '../../ports/why-not-opened.ts';

/** What SQLite says when there is no room: for pages, for the log, for the index of the log. */
const FULL = /^(?:SQLITE_FULL|SQLITE_IOERR_WRITE|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)$/;
/** Another process holds a lock. */
const BUSY = /^SQLITE_(?:BUSY|LOCKED|PROTOCOL)/;
const DAMAGED = /^SQLITE_CORRUPT/;
/** The disk, or a lack of memory or of file handles. */
const FAILING = /^(?:SQLITE_(?:IOERR|CANTOPEN|NOMEM|INTERRUPT)|EIO$|EMFILE$|ENFILE$|ENOMEM$)/;
/** It is there and may not be opened, which is not over by itself. */
const FORBIDDEN = /^SQLITE_CANTOPEN_(?:ISDIR|SYMLINK)$/;

/** SQLite does not say why: only where the disk is full it says that, in another code. */
const NO_ROOM = /^SQLITE_IOERR/;
const NO_ROOM_REMEDY =
  'Free disk space; where there is some, look at the quota of this user, at ulimit -f and at the disk.';

const SAID: Partial<Record<ErrorCode, (path: string, code: string) => string>> = {
  store_full(path, code) {
    if (code === 'EDQUOT') return `The quota of this user is used up: ${path} was not written.`;
    if (NO_ROOM.test(code)) return `There is no room for ${path}, or its disk fails: it was not written.`;
    return `The disk is full: ${path} was not written.`;
  },
  store_busy: (path) => `Another program holds the lock of ${path}.`,
};

/**
 * Whether the database itself failed, and with it the whole transaction. A broken constraint, or a value that is too
 * large, is the fault of one command alone.
 */
export function isDatabaseFailure(error: unknown): boolean {
  return error instanceof Database.SqliteError && !/^SQLITE_(?:CONSTRAINT|TOOBIG)/.test(error.code);
}

/**
 * Puts a failure of SQLite or of the file system into the words of the registry, with what helps against it.
 *
 * @param folder What the folder of the file is called. Default: the state folder.
 */
export function storeError(error: unknown, path: string, folder = 'the state folder'): EngineError {
  if (error instanceof EngineError) return error;
  const failure = whyNotOpened(error, path, true) ?? (error as Error);
  const code = systemCode(failure);
  const kind = kindOf(code);
  return new EngineError(kind, {
    message: SAID[kind]?.(path, code) ?? `${path}: ${failure.message}`,
    remedy: remedyOf(kind, code, folder),
    cause: error,
  });
}

/** Null = that of the row. */
function remedyOf(kind: ErrorCode, code: string, folder: string): string | null {
  if (isPermission(code)) return `Check the permissions of ${folder}, and of what is in it.`;
  return kind === 'store_full' && NO_ROOM.test(code) ? NO_ROOM_REMEDY : systemRemedy(code);
}

function kindOf(code: string): ErrorCode {
  if (FULL.test(code)) return 'store_full';
  if (BUSY.test(code)) return 'store_busy';
  if (DAMAGED.test(code)) return 'store_damaged';
  if (FAILING.test(code) && !FORBIDDEN.test(code)) return 'store_failing';
  return 'store_unusable';
}
