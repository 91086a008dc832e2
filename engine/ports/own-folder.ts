// Whoever can write to a folder can put a file or a link of his own there, so what a gateway trusts is looked at first.

import { existsSync, lstatSync, type Stats } from 'node:fs';
import { userInfo } from 'node:os';

export const WRITE_BY_OTHERS = 0o022;
export const ANYTHING_BY_OTHERS = 0o077;

/**
 * Why a folder is not this user's alone, with what to do about it; null = it is. `others` = what others may not do.
 * Throws as `node:fs` does where there is nothing.
 */
export function faultOfFolder(path: string, others: number): string | null {
  const found = lstatSync(path);
  if (!found.isDirectory()) return `${path} is ${kindOf(found)}, not a folder. Put a folder there.`;
  if (found.uid !== userId())
    return `${path} belongs to another user (uid ${found.uid}). Run imgate as that user.`;
  if ((found.mode & others) !== 0) {
    const mode = (found.mode & 0o7777).toString(8).padStart(4, '0');
    return `${path} is open to other users (mode ${mode}). Run chmod 700 on it.`;
  }
  return null;
}

export function kindOf(found: Stats): string {
  if (found.isSymbolicLink()) return 'a symbolic link';
  if (found.isDirectory()) return 'a folder';
  if (found.isSocket()) return 'a socket';
  return found.isFile() ? 'a file' : 'a device or pipe';
}

/** The home of this user as the system knows it, whatever HOME says; null = there is none. */
export function homeOfUser(): string | null {
  const { homedir } = userInfo();
  return existsSync(homedir) ? homedir : null;
}

export function userId(): number {
  return process.geteuid!();
}
