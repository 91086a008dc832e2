// Where files may be read: below one of the roots, by whole folders (ATT-10 to ATT-12, ruling-10).

import { posix } from 'node:path';
import type { Files } from '../ports/files.ts';

/** Where Messages keeps the files of any user of a Mac. */
const MESSAGES_ROOT = '/Users/*/Library/Messages/Attachments';
/** Any one folder. */
const ANY = '*';

interface RootsOptions {
  /** The configured list; null = none. */
  readonly attachmentRoots: readonly string[] | null;
  /** chat.db on this machine. */
  readonly localDbPath: string;
}

/** A configured list stands in the place of the default roots. */
export function rootsOf({ attachmentRoots, localDbPath }: RootsOptions): readonly string[] {
  if (attachmentRoots !== null) return attachmentRoots;
  return [posix.join(posix.dirname(localDbPath), 'Attachments'), MESSAGES_ROOT];
}

/**
 * Whether a path, which need not exist, leads to something below one of the roots. `..` is resolved first; case counts;
 * what is not absolute is below none.
 */
export function isBelow(path: string, roots: readonly string[]): boolean {
  if (!path.startsWith('/') || path.includes('\0')) return false;
  const folders = foldersOf(path);
  return roots.some((root) => {
    const wanted = foldersOf(root);
    return folders.length > wanted.length && wanted.every((name, at) => name === ANY || name === folders[at]);
  });
}

function foldersOf(path: string): readonly string[] {
  return posix
    .normalize(path)
    .split('/')
    .filter((name) => name !== '');
}

/** The roots with what leads to them free of links, as far as they name it: a volume may be known by several names. */
export async function realRoots(roots: readonly string[], files: Files): Promise<readonly string[]> {
  const real = await Promise.all(roots.map((root) => realRoot(root, files)));
  return [...new Set([...roots, ...real])];
}

async function realRoot(root: string, files: Files): Promise<string> {
  const folders = foldersOf(root);
  const anyAt = folders.indexOf(ANY);
  const named = anyAt < 0 ? folders : folders.slice(0, anyAt);
  try {
    return posix.join(await files.realPath(`/${named.join('/')}`), ...folders.slice(named.length));
  } catch {
    // Nothing is there, and so nothing below it.
    return root;
  }
}
