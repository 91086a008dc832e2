import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { EngineError } from '../../errors.ts';

/**
 * Holds a Messages database against gateways with other stores: two watchers on one chat.db answer everything
 * twice (ruling 19, failure-cases B7). The lock is SQLite's own, so it ends with the process however that
 * ends. A gateway on the same store is let through: the store's epoch already fences the older one off.
 *
 * Returns the function that gives the lock back. Throws `source_locked`.
 */
export function lockSource(folder: string, fileKey: string, stateDir: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = createHash('sha256').update(fileKey).digest('hex').slice(0, 32);
  const ownerPath = join(folder, `${name}.owner`);
  const db = new Database(join(folder, `${name}.lock`), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch {
    db.close();
    const owner = readOwner(ownerPath);
    if (owner === stateDir) return () => {};
    throw new EngineError('source_locked', {
      message: `Another gateway (state folder ${owner || 'unknown'}) already reads this chat.db.`,
    });
  }
  writeFileSync(ownerPath, stateDir, { mode: 0o600 });
  return () => db.close();
}

function readOwner(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
