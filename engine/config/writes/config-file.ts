import type { Files } from '../../ports/files.ts';
import type { ConfigText } from './desk.ts';

/** No configuration is larger. */
const BYTES_MAX = 4 * 1024 * 1024;

/** A configuration that is written in a file, which may be a link to it. */
export function createConfigFile(
  files: Pick<Files, 'open' | 'realPath' | 'replace'>,
  path: string,
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
  };
}
