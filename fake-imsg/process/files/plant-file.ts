import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PlantedFile } from '../../device/planted-file.ts';

/** Puts something in the place of what is at a path, both below `folder`. */
export function plantFile(folder: string, path: string, planted: PlantedFile): void {
  const place = join(folder, path);
  mkdirSync(dirname(place), { recursive: true });
  rmSync(place, { recursive: true, force: true });
  if (planted.is === 'link') symlinkSync(join(folder, planted.of), place);
  else if (planted.is === 'second name') linkSync(join(folder, planted.of), place);
  else if (planted.is === 'hole') {
    writeFileSync(place, '');
    truncateSync(place, planted.bytes);
  }
  // Node has no call for it.
  else if (planted.is === 'pipe') execFileSync('mkfifo', [place]);
}
