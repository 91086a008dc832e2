import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/**
 * Calls back when a database file or one of its companions (`-wal`, `-shm`, `-journal`) changes. The directory
 * is watched, because the companions come and go. Does not keep the process alive.
 */
export function watchDatabase(path: string, callback: () => void): () => void {
  const prefix = basename(path);
  const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
    if (name === null || name.startsWith(prefix)) callback();
  });
  return () => watcher.close();
}
