import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { storeError } from './errors.ts';
import { noteOfLock, takeLock } from './lock-file.ts';

/**
 * Holds a store against a second gateway for as long as this process lives (ruling-42). Returns the function that gives
 * it back; null = another gateway has it. Throws `store_unusable` and the like where the lock cannot be taken.
 */
export function holdStore(path: string, pid: number): (() => void) | null {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return takeLock(path, String(pid));
  } catch (error) {
    throw storeError(error, `${path}.lock`);
  }
}

/** What is said of the gateway that has it. */
export function holderOfStore(path: string): string {
  const pid = /^\d{1,10}$/.exec(noteOfLock(path))?.[0] ?? 'not known yet';
  return `The store ${path} is in use by a gateway whose process id is ${pid}.`;
}
