import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { EngineError } from '../../errors.ts';
import type { Files } from '../../ports/files.ts';
import { storeError } from './errors.ts';

interface SourceLock {
  /** Folder of all locks of this user, the same for every gateway. */
  readonly folder: string;
  /** Which database, as `MessagesDb.fileKey` names it. */
  readonly fileKey: string;
  /** For the message to the other gateway. */
  readonly chatDbPath: string;
  readonly stateDir: string;
  readonly files: Files;
}

/**
 * Holds a Messages database against gateways with other stores: two watchers on one chat.db answer everything
 * twice (ruling-19, B7). The lock is SQLite's own, so it ends with the process however that
 * ends. A gateway on the same store is let through: the store's epoch already fences the older one off.
 *
 * Returns the function that gives the lock back. Throws `source_locked`, or `store_unusable` when the lock
 * itself cannot be taken.
 */
export function lockSource({ folder, fileKey, chatDbPath, stateDir, files }: SourceLock): () => void {
  const name = createHash('sha256').update(fileKey).digest('hex').slice(0, 32);
  const lockPath = join(folder, `${name}.lock`);
  const ownerPath = join(folder, `${name}.owner`);
  let db: Database.Database | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    db = new Database(lockPath, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
    files.writeText(ownerPath, stateDir);
  } catch (error) {
    db?.close();
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw storeError(error, lockPath);
    const owner = readOwner(files, ownerPath);
    if (owner === stateDir) return () => {};
    throw new EngineError('source_locked', {
      message: `${chatDbPath} is already read by another gateway, whose state folder is ${owner}.`,
    });
  }
  const held = db;
  return () => held.close();
}

function readOwner(files: Files, path: string): string {
  try {
    return files.readText(path);
  } catch {
    // The other gateway is just about to write it.
    return 'not known yet';
  }
}
