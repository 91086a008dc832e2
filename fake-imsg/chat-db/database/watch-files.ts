import { statSync, utimesSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/**
 * Calls back when a database file or one of its companions (`-wal`, `-shm`, `-journal`) changes. The
 * directory is watched, because the companions come and go. Does not keep the process alive.
 */
function watchDatabase(path: string, callback: () => void): () => void {
  const prefix = basename(path);
  const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
    if (name === null || name.startsWith(prefix)) callback();
  });
  return () => watcher.close();
}

/** The watches of a device, which end with it. */
export interface Watches {
  /** What tells of the changes of a database, until the returned function is called. */
  of(path: string): (callback: () => void) => () => void;
  close(): void;
}

export function createWatches(): Watches {
  const watches = new Set<() => void>();
  return {
    of: (path) => (callback) => {
      const end = watchDatabase(path, callback);
      watches.add(end);
      return () => {
        watches.delete(end);
        end();
      };
    },
    close() {
      for (const end of watches) end();
      watches.clear();
    },
  };
}

/**
 * Wakes those who watch the file, after a commit. SQLite writes the log, which wakes them, before it publishes
 * the commit in shared memory, which does not: whoever looks in between sees nothing and would sleep on.
 */
export function touchDatabase(path: string): void {
  const { atimeMs, mtimeMs } = statSync(path);
  utimesSync(path, atimeMs / 1000, mtimeMs / 1000);
}
