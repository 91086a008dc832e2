import { statSync } from 'node:fs';
import { EngineError } from '../../errors.ts';

/** Device and inode of a file; null where there is none. Throws where that cannot be found out. */
export function fileKeyOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}

/**
 * A function that throws `store_gone` once the store at a path, or its log, is not the one that was there at its first
 * call: what is written to a file without a name is lost.
 */
export function createPlaceCheck(path: string): () => void {
  const files = [path, `${path}-wal`].map((name) => ({ name, opened: keyNow(name) }));
  return () => {
    for (const file of files) {
      const found = keyNow(file.name);
      file.opened ??= found;
      if (found === undefined || found === file.opened) continue;
      const what = found === null ? 'was removed' : 'was replaced by another file';
      throw new EngineError('store_gone', { message: `${file.name} ${what} while the gateway ran.` });
    }
  };
}

/** Undefined where it cannot be found out, which proves nothing. */
function keyNow(path: string): string | null | undefined {
  try {
    return fileKeyOf(path);
  } catch {
    return undefined;
  }
}
