import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve, sep } from 'node:path';

/** The path with symbolic links resolved as far as it exists. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}

/** Throws when `path` lies inside the real ~/Library/Messages, which a fake must never touch (DESIGN 6). */
export function refuseRealMessages(path: string): void {
  const real = realPath(join(homedir(), 'Library', 'Messages'));
  const wanted = realPath(resolve(path));
  if (wanted === real || wanted.startsWith(real + sep)) {
    throw new Error(
      `${path} lies inside the real Messages folder ${real}; the fake never opens it. ` +
        'Make a device elsewhere with "fake-mac init DIR" and use that.',
    );
  }
}
