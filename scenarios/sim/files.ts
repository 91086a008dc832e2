import { dirname } from 'node:path/posix';
import { Volume } from 'memfs';
import { createFiles, type FileFacts, type FileSystem, type Files } from '../../engine/ports/files.ts';
import type { Node } from './node.ts';
import { specialAt } from './planted-files.ts';

/** A disk of the world; it outlives the nodes that write to it. */
export type Disk = InstanceType<typeof Volume>;

/** How long a call of the disk takes. */
const LATENCY_MS = 0.2;

/** A disk that is made when it is first asked for: most worlds have no use for one. */
export interface LazyDisk {
  (): Disk;
  /** Nobody has asked for it, so that nothing can be on it. */
  isBlank(): boolean;
}

export function createDisk(): LazyDisk {
  let disk: Disk | null = null;
  const made = () => {
    disk ??= new Volume();
    return disk;
  };
  return Object.assign(made, { isBlank: () => disk === null });
}

/**
 * The files of a node. Each call that changes the disk is an effect. A node that dies in the middle of a write
 * leaves it kept, torn or lost, as a disk does with what was not yet flushed.
 */
export function createSimFiles(node: Node, disk: LazyDisk): Files {
  const random = node.world.random(`${node.name}/files`);
  const answered = <Value>(call: () => Value) =>
    new Promise<Value>((resolve, reject) => {
      let settle: () => void;
      try {
        const value = call();
        settle = () => resolve(value);
      } catch (error) {
        settle = () => reject(error);
      }
      node.later(LATENCY_MS, settle);
    });
  const effect = (what: string, perform: () => void) => answered(() => node.effect('file', what, perform));
  const fs: FileSystem = {
    lstat: (path) =>
      answered(() => specialAt(disk(), path) ?? (disk().lstatSync(path, { bigint: true }) as FileFacts)),
    open: (path, flags, mode) =>
      // Whoever opens a pipe waits for somebody at its other end.
      specialAt(disk(), path) === null
        ? answered(() => disk().openSync(path, flags, mode))
        : Promise.withResolvers<number>().promise,
    fstat: (file) => answered(() => disk().fstatSync(file, { bigint: true }) as FileFacts),
    read: (file, into) => answered(() => disk().readSync(file, into, 0, into.length, null)),
    write: (file, bytes) =>
      answered(() => {
        const verdict = node.decide('file', 'write');
        if (verdict === 'skip') return;
        const length = verdict === 'perform' ? bytes.length : Math.floor(random() * (bytes.length + 1));
        disk().writeSync(file, bytes.subarray(0, length));
        if (verdict === 'performAndDie') node.die('in the middle of a write');
      }),
    fsync: () => effect('fsync', () => {}),
    // Whose files they are is no matter there.
    liken: (file, { mode }) => effect('chmod', () => disk().fchmodSync(file, Number(mode) & 0o7777)),
    close: (file) => answered(() => disk().closeSync(file)),
    realpath: (path) => answered(() => String(disk().realpathSync(path))),
    mkdir: (path, mode) =>
      effect(`mkdir ${path}`, () => void disk().mkdirSync(path, { recursive: true, mode })),
    rename: (from, to) =>
      effect(`rename ${to}`, () => {
        disk().renameSync(from, to);
        // It has the time of this machine, and not that of the world.
        const atS = node.clock.wallMs() / 1_000;
        disk().utimesSync(dirname(to), atS, atS);
      }),
    // Each gateway looks for old files as it starts, and mostly nobody has put any there.
    readdir: (path) =>
      answered(() => {
        if (disk.isBlank()) throw Object.assign(new Error(`ENOENT, scandir '${path}'`), { code: 'ENOENT' });
        return disk().readdirSync(path).map(String);
      }),
    unlink: (path) => effect(`unlink ${path}`, () => disk().unlinkSync(path)),
    rm: (path) => effect(`rm ${path}`, () => disk().rmSync(path, { recursive: true, force: true })),
  };
  return createFiles(fs);
}
