import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Small text files of the engine. What has to survive everything goes into the store instead. */
export interface Files {
  /** Throws as `node:fs` does. */
  readText(path: string): string;
  /** Replaces the file as a whole: whoever reads it finds the old text or the new one, never a part. */
  writeText(path: string, text: string): void;
}

/** The calls that replacing a file safely takes, in their order. `node:fs` and memfs both offer them. */
export interface FileSystem {
  mkdirSync(path: string, options: { recursive: true; mode: number }): unknown;
  openSync(path: string, flags: string, mode?: number): number;
  writeSync(fd: number, text: string): unknown;
  fsyncSync(fd: number): void;
  closeSync(fd: number): void;
  renameSync(from: string, to: string): void;
  readFileSync(path: string, encoding: 'utf8'): string | Uint8Array;
}

const NODE_FS: FileSystem = {
  mkdirSync,
  openSync,
  writeSync: (fd, text) => writeSync(fd, text),
  fsyncSync,
  closeSync,
  renameSync,
  readFileSync,
};

/** Files of this machine, or of another file system; each is its owner's alone (mode 0600). */
export function createFiles(fs: FileSystem = NODE_FS): Files {
  return {
    readText: (path) => fs.readFileSync(path, 'utf8').toString(),
    writeText(path, text) {
      fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const beside = `${path}.tmp`;
      const file = fs.openSync(beside, 'w', 0o600);
      fs.writeSync(file, text);
      // On the disk before its name is: after a power cut the name must not point at nothing.
      fs.fsyncSync(file);
      fs.closeSync(file);
      fs.renameSync(beside, path);
    },
  };
}
