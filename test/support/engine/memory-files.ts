import { Volume } from 'memfs';
import { createFiles, type FileFacts, type Files } from '../../../engine/ports/files.ts';

/** Files of a disk in memory, which answers at once. */
export function createMemoryFiles(disk: InstanceType<typeof Volume> = new Volume()): Files {
  return createFiles({
    lstat: async (path) => disk.lstatSync(path, { bigint: true }) as FileFacts,
    open: async (path, flags, mode) => disk.openSync(path, flags, mode),
    fstat: async (file) => disk.fstatSync(file, { bigint: true }) as FileFacts,
    read: async (file, into) => disk.readSync(file, into, 0, into.length, null),
    write: async (file, bytes) => void disk.writeSync(file, bytes),
    fsync: async (file) => disk.fsyncSync(file),
    liken: async (file, { mode }) => disk.fchmodSync(file, Number(mode) & 0o7777),
    close: async (file) => disk.closeSync(file),
    realpath: async (path) => String(disk.realpathSync(path)),
    mkdir: async (path, mode) => void disk.mkdirSync(path, { recursive: true, mode }),
    rename: async (from, to) => disk.renameSync(from, to),
    readdir: async (path) => disk.readdirSync(path).map(String),
    unlink: async (path) => disk.unlinkSync(path),
    rm: async (path) => disk.rmSync(path, { recursive: true, force: true }),
  });
}
