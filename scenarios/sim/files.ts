import { Volume } from 'memfs';
import { createFiles, type FileSystem, type Files } from '../../engine/ports/files.ts';
import type { Node } from './node.ts';

/** A disk of the world; it outlives the nodes that write to it. */
export type Disk = InstanceType<typeof Volume>;

export function createDisk(): Disk {
  return new Volume();
}

/**
 * The files of a node. Each call that changes the disk is an effect. A node that dies in the middle of a write
 * leaves it kept, torn or lost, as a disk does with what was not yet flushed.
 */
export function createSimFiles(node: Node, disk: Disk): Files {
  const random = node.world.random(`${node.name}/files`);
  const effect = (what: string, perform: () => void) => node.effect('file', what, perform);
  const fs: FileSystem = {
    mkdirSync: (path, options) => effect(`mkdir ${path}`, () => void disk.mkdirSync(path, options)),
    openSync: (path, flags, mode) => (node.isAlive() ? disk.openSync(path, flags, mode) : -1),
    writeSync(file, text) {
      const verdict = node.decide('file', 'write');
      if (verdict === 'skip') return;
      const length = verdict === 'perform' ? text.length : Math.floor(random() * (text.length + 1));
      disk.writeSync(file, text.slice(0, length));
      if (verdict === 'performAndDie') node.die('in the middle of a write');
    },
    fsyncSync: () => effect('fsync', () => {}),
    closeSync(file) {
      if (file >= 0) disk.closeSync(file);
    },
    renameSync: (from, to) => effect(`rename ${to}`, () => disk.renameSync(from, to)),
    readFileSync: (path) => disk.readFileSync(path, 'utf8') as string,
  };
  return createFiles(fs);
}
