import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EngineError } from '../../errors.ts';
import { ANYTHING_BY_OTHERS, faultOfFolder } from '../../ports/own-folder.ts';
import { storeError } from './errors.ts';
import { fileKeyOf } from './file-key.ts';
import { noteOfLock, takeLock } from './lock-file.ts';

interface SourceLock {
  /** Folder of all locks of this user, the same for every gateway. */
  readonly folder: string;
  /** Which database, as `MessagesDb.fileKey` names it. */
  readonly fileKey: string;
  /** For the message to the other gateway. */
  readonly chatDbPath: string;
  /** The store of the gateway. */
  readonly storePath: string;
}

/**
 * Holds a Messages database against gateways with other stores: two watchers on one chat.db answer everything
 * twice (ruling-19, B7). A gateway on the same store gets null and goes on: the store's epoch already fences the older
 * one off, and the lock is to be had when that has ended.
 *
 * Returns the function that gives the lock back. Throws `source_locked`, or `store_unusable` when the lock
 * itself cannot be taken, or its folder is not this user's alone.
 */
export function lockSource({ folder, fileKey, chatDbPath, storePath }: SourceLock): (() => void) | null {
  const lock = join(folder, createHash('sha256').update(fileKey).digest('hex').slice(0, 32));
  try {
    const storeKey = fileKeyOf(storePath) ?? storePath;
    makeFolder(folder);
    const release = takeLock(lock, `${storeKey}\n${storePath}`);
    if (release !== null) return release;
    const [holderKey, holderPath] = noteOfLock(lock).split('\n');
    const stateDir = holderPath === undefined ? 'not known yet' : dirname(holderPath);
    if (holderKey === storeKey) return null;
    throw new EngineError('source_locked', {
      message: `${chatDbPath} is already read by another gateway, whose state folder is ${stateDir}.`,
    });
  } catch (error) {
    throw storeError(error, `${lock}.lock`, 'the folder for locks');
  }
}

function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fault = faultOfFolder(folder, ANYTHING_BY_OTHERS);
  if (fault !== null) throw new EngineError('store_unusable', { message: `The folder for locks: ${fault}` });
}
