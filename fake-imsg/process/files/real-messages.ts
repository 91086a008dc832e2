import { homedir, userInfo } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { isDeviceDb } from '../../mac/device-db.ts';
import { realPath } from './real-path.ts';

/**
 * Throws when `path` lies inside the real ~/Library/Messages, which a fake must never touch: that of
 * `$HOME` and that of the account. Where a device lies there it is no real one: clients that take the database
 * from the home folder are given a device for a home.
 */
export function refuseRealMessages(path: string): void {
  const wanted = realPath(resolve(path));
  for (const home of homes()) {
    const real = realPath(join(home, 'Library', 'Messages'));
    if (wanted !== real && !wanted.startsWith(real + sep)) continue;
    if (isDeviceDb(join(dirname(dirname(real)), 'device.db'))) continue;
    throw new Error(
      `${path} lies inside the real Messages folder ${real}; the fake never opens it. ` +
        'Make a device elsewhere with "fake-mac init DIR" and use that.',
    );
  }
}

/** Whether this is where Messages has its database for whoever runs this process, by `$HOME` or by their account. */
export function isRealChatDb(path: string): boolean {
  const wanted = realPath(resolve(path));
  return homes().some((home) => wanted === realPath(join(home, 'Library', 'Messages', 'chat.db')));
}

function homes(): string[] {
  try {
    return [homedir(), userInfo().homedir];
  } catch {
    // A user whom the password database does not know.
    return [homedir()];
  }
}
