import { type Clock, sleep } from '../../ports/clock.ts';
import type { Files } from '../../ports/files.ts';
import { systemCode } from '../../ports/system-failures.ts';
import type { ConfigText } from './desk.ts';

/** No configuration is larger. */
const BYTES_MAX = 4 * 1024 * 1024;
const LOOKS_EVERY_MS = 1_000;

/** A configuration that is written in a file, which may be a link to it. */
export function createConfigFile(
  files: Pick<Files, 'look' | 'open' | 'realPath' | 'replace'>,
  path: string,
  clock: Clock,
): ConfigText {
  return {
    async read() {
      const file = await files.open(await files.realPath(path));
      try {
        if (file.kind !== 'file') throw Object.assign(new Error('not a file'), { code: 'EISDIR' });
        if (file.bytes > BYTES_MAX) throw Object.assign(new Error('too large'), { code: 'EFBIG' });
        const read: Uint8Array[] = [];
        for (let left = BYTES_MAX; left > 0; ) {
          const bytes = await file.read(Math.min(left, 64 * 1024));
          if (bytes.length === 0) break;
          read.push(bytes);
          left -= bytes.length;
        }
        // What is no text would not be written back as it was.
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(read));
      } finally {
        await file.close();
      }
    },
    write: (text) => files.replace(path, Buffer.from(text)),
    async watch(onChange, signal) {
      let last: string | null = null;
      let isSettled = false;
      while (!signal.aborted) {
        const mark = await markOf(files, path);
        if (mark !== last) isSettled = false;
        else if (!isSettled) {
          // Whoever writes it in several steps has done so by now. What cannot be read yet is tried again.
          isSettled = await onChange();
        }
        last = mark;
        await sleep(clock, LOOKS_EVERY_MS, signal);
      }
    },
  };
}

/** Another one whenever the file was written. */
async function markOf(files: Pick<Files, 'look' | 'realPath'>, path: string): Promise<string> {
  try {
    const found = await files.look(await files.realPath(path));
    return found === null ? '' : `${found.fileKey} ${found.bytes} ${found.changedAtMs}`;
  } catch (error) {
    return systemCode(error);
  }
}
