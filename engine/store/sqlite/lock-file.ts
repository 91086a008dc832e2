import { closeSync, constants, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { EngineError } from '../../errors.ts';
import { kindOf, userId } from '../../ports/own-folder.ts';

/**
 * Holds the lock that `path` with `.lock` stands for, and leaves `note` beside it for others, or answers null where
 * another process holds it. The lock is SQLite's own, so it ends with the process however that ends; the file stays,
 * since whoever removed it would let two hold it. Returns the function that lets go.
 *
 * Throws `store_unusable` where a file is a link or somebody else's, else as SQLite and `node:fs` do.
 */
export function takeLock(path: string, note: string): (() => void) | null {
  const lockPath = `${path}.lock`;
  closeSync(openOwn(lockPath, constants.O_RDWR | constants.O_CREAT));
  const db = new Database(lockPath, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
    writeNote(`${path}.owner`, note);
  } catch (error) {
    db.close();
    if ((error as { code?: unknown }).code === 'SQLITE_BUSY') return null;
    throw error;
  }
  return () => void db.close();
}

/** What the one that holds the lock has left; empty while it is just about to write it. */
export function noteOfLock(path: string): string {
  try {
    const file = openOwn(`${path}.owner`, constants.O_RDONLY);
    try {
      return readFileSync(file, 'utf8');
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}

/** Opens a file that is this user's, without following a link. Throws `store_unusable` where it is none. */
export function openOwn(path: string, flags: number): number {
  let file: number;
  try {
    file = openSync(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOOP') throw error;
    throw new EngineError('store_unusable', { message: `${path} is a symbolic link. Remove it.` });
  }
  const found = fstatSync(file);
  if (found.isFile() && found.uid === userId()) return file;
  closeSync(file);
  const fault = found.isFile()
    ? `belongs to another user (uid ${found.uid})`
    : `is ${kindOf(found)}, not a file`;
  throw new EngineError('store_unusable', { message: `${path} ${fault}.` });
}

function writeNote(path: string, note: string): void {
  const file = openOwn(path, constants.O_WRONLY | constants.O_CREAT);
  try {
    ftruncateSync(file);
    writeSync(file, note);
  } finally {
    closeSync(file);
  }
}
