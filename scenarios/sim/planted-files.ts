// What stands on the disk of a world and is no file: memfs knows neither pipes nor devices.

import { posix } from 'node:path';
import type { Volume } from 'memfs';
import type { FileFacts } from '../../engine/ports/files.ts';
import type { PlantedFile } from '../../fake-imsg/device/planted-file.ts';

type Disk = InstanceType<typeof Volume>;

/** Every machine has it. */
const DEVICE = '/dev/zero';
const pipes = new WeakMap<Disk, Set<string>>();

const SPECIAL: FileFacts = {
  isFile: () => false,
  isDirectory: () => false,
  isSymbolicLink: () => false,
  size: 0n,
  dev: 1n,
  ino: 1n,
  nlink: 1n,
  mode: 0n,
  uid: 0n,
  gid: 0n,
  mtimeMs: 0n,
};

/** Puts something in the place of what is at a path. */
export function plantOn(disk: Disk, path: string, planted: PlantedFile): void {
  disk.mkdirSync(posix.dirname(path), { recursive: true });
  disk.rmSync(path, { recursive: true, force: true });
  if (planted.is === 'link') disk.symlinkSync(planted.of, path);
  else if (planted.is === 'second name') disk.linkSync(planted.of, path);
  else if (planted.is === 'hole') disk.writeFileSync(path, Buffer.alloc(planted.bytes));
  else if (planted.is === 'pipe') {
    disk.writeFileSync(path, '');
    pipes.set(disk, (pipes.get(disk) ?? new Set()).add(path));
  }
}

/** Null = it is nothing special. */
export function specialAt(disk: Disk, path: string): FileFacts | null {
  return path === DEVICE || pipes.get(disk)?.has(path) ? SPECIAL : null;
}
