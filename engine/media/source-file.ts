// A file that somebody sent, opened so that what was looked at is what is read: no name is followed twice (ATT-14).

import { type Files, isAbsent, type OpenedFile } from '../ports/files.ts';
import { isBelow, realRoots } from './roots.ts';

/** Why a file is not handed on, in words that may stand in a log: they name no path. */
export class UnusableFile extends Error {
  /** Whether it may still come. */
  readonly isAbsent: boolean;

  constructor(message: string, { absent = false }: { readonly absent?: boolean } = {}) {
    super(message);
    this.isAbsent = absent;
  }
}

interface SourceFile {
  readonly path: string;
  /** As Messages has noted them; null = it has not. */
  readonly bytes: number | null;
}

interface SourceLimits {
  readonly roots: readonly string[];
  readonly bytesMax: number;
}

/**
 * Opens a file of one of the roots for reading. Rejects with `UnusableFile`, and as `Files` does. A file of several names
 * is none of Messages: one of them may be outside of all roots.
 */
export async function openSource(
  { path, bytes }: SourceFile,
  { roots, bytesMax }: SourceLimits,
  files: Files,
): Promise<OpenedFile> {
  // Devices do something when they are opened.
  const seen = await files.look(path);
  if (seen === null) throw new UnusableFile('attachment is not there', { absent: true });
  if (seen.kind === 'link') throw new UnusableFile('attachment path is a symlink');
  if (seen.kind !== 'file') throw new UnusableFile('attachment is not a regular file');
  const file = await openedAt(path, files);
  try {
    if (file.kind !== 'file') throw new UnusableFile('attachment is not a regular file');
    if (file.linkCount !== 1) throw new UnusableFile('attachment has several names (hard links)');
    if (file.bytes > bytesMax) throw tooLarge(bytesMax);
    if (file.bytes === 0 && bytes !== null && bytes > 0)
      throw new UnusableFile('attachment is empty', { absent: true });
    await checkPlace(path, file, roots, files);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

export function tooLarge(bytesMax: number): UnusableFile {
  return new UnusableFile(`attachment exceeds ${bytesMax / 1024 / 1024}MB limit`);
}

async function openedAt(path: string, files: Files): Promise<OpenedFile> {
  try {
    return await files.open(path);
  } catch (error) {
    if (isAbsent(error)) throw new UnusableFile('attachment is not there', { absent: true });
    const { code } = error as { readonly code?: unknown };
    if (code === 'ELOOP') throw new UnusableFile('attachment path is a symlink');
    throw error;
  }
}

/** The path without links has to lead to the very file that is open, below a root. */
async function checkPlace(
  path: string,
  file: OpenedFile,
  roots: readonly string[],
  files: Files,
): Promise<void> {
  const real = await files.realPath(path);
  const there = await files.look(real);
  if (there?.fileKey !== file.fileKey) throw new UnusableFile('attachment was replaced while it was opened');
  if (!isBelow(real, await realRoots(roots, files)))
    throw new UnusableFile('attachment path resolves outside allowed roots');
}
