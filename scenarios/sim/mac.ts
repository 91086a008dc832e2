import { posix } from 'node:path';
import type { Device } from '../../fake-imsg/device/device.ts';
import { type MemoryDeviceOptions, openMemoryDevice } from '../../fake-imsg/mac/memory-device.ts';
import type { Disk } from './files.ts';
import { createNode } from './node.ts';
import { plantOn } from './planted-files.ts';
import type { World } from './world.ts';

interface Seen extends Pick<MemoryDeviceOptions, 'onNote'> {
  /** A file was put on its disk. */
  onFile?(path: string, bytes: Uint8Array): void;
}

/** The Mac of a world, on whose disk its files are. */
export function openMac(
  world: World,
  { facts, ownerHandle }: Pick<MemoryDeviceOptions, 'facts' | 'ownerHandle'>,
  disk: () => Disk,
  { onNote, onFile }: Seen,
): Device {
  const mac = createNode({ world, name: 'mac' });
  const ids = { guid: (purpose: string) => mac.ids.uuid(purpose).toUpperCase() };
  return openMemoryDevice({
    clock: mac.clock,
    ids,
    changesByAgendaOnly: true,
    writeFile(path, bytes) {
      disk().mkdirSync(posix.dirname(path), { recursive: true });
      disk().writeFileSync(path, bytes);
      onFile?.(path, bytes);
    },
    bytesAt: (path) => (disk().existsSync(path) ? disk().statSync(path).size : null),
    plantFile: (path, planted) => plantOn(disk(), posix.normalize(path), planted),
    ...(facts && { facts }),
    ...(ownerHandle !== undefined && { ownerHandle }),
    ...(onNote && { onNote }),
  });
}
