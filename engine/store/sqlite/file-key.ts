import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EngineError } from '../../errors.ts';

/** Device and inode of a file; null where there is none. Throws where that cannot be found out. */
export function fileKeyOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}

/**
 * Each throws `store_gone` once the store at a path, or its log, is not the one that was there when it was first looked at:
 * what is written to a file without a name is lost.
 */
export interface PlaceCheck {
  /** Looks at the files. The next write to a file that somebody has looked at takes longer: its time has to be exact. */
  look(): void;
  /**
   * The same, unless their folder says that nothing in it was made, removed or renamed since the last look. It may miss what
   * happens within one tick of the clock of the file system.
   */
  lookIfTouched(): void;
}

export function createPlaceCheck(path: string): PlaceCheck {
  const files = [path, `${path}-wal`].map((name) => ({ name, opened: keyNow(name) }));
  const folder = dirname(path);
  let seen: string | undefined;
  const look = () => {
    for (const file of files) {
      const found = keyNow(file.name);
      file.opened ??= found;
      if (found === undefined || found === file.opened) continue;
      const what = found === null ? 'was removed' : 'was replaced by another file';
      throw new EngineError('store_gone', { message: `${file.name} ${what} while the gateway ran.` });
    }
  };
  return {
    look,
    lookIfTouched() {
      const found = stateOf(folder);
      if (found !== undefined && found === seen) return;
      look();
      seen = found;
    },
  };
}

/** Another one once something in a folder was made, removed or renamed, or another folder stands there. Undefined as of `keyNow`. */
function stateOf(folder: string): string | undefined {
  try {
    const { dev, ino, mtimeMs, ctimeMs } = statSync(folder);
    return `${dev}:${ino}:${mtimeMs}:${ctimeMs}`;
  } catch {
    return undefined;
  }
}

/** Undefined where it cannot be found out, which proves nothing. */
function keyNow(path: string): string | null | undefined {
  try {
    return fileKeyOf(path);
  } catch {
    return undefined;
  }
}
