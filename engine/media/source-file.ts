// A file that somebody sent, opened so that what was looked at is what is read: no name is followed twice (ATT-14).

import { ERRORS } from '../errors.ts';
import { type Files, isAbsent, type OpenedFile } from '../ports/files.ts';
import { isPermission, systemCode } from '../ports/system-failures.ts';
import { MediaFailure } from './failures.ts';
import { isBelow, realRoots } from './roots.ts';

interface SourceFile {
  readonly path: string;
  /** As Messages has noted them; null = it has not. */
  readonly bytes: number | null;
}

interface SourceLimits {
  readonly roots: readonly string[];
  readonly bytesMax: number;
}

/** Opens a file of one of the roots for reading. Rejects with `MediaFailure`, and as `Files` does. */
export async function openSourceFile(
  source: SourceFile,
  limits: SourceLimits,
  files: Files,
): Promise<OpenedFile> {
  try {
    return await opened(source, limits, files);
  } catch (cause) {
    const code = systemCode(cause);
    if (code === 'ENAMETOOLONG') throw new MediaFailure('attachment path is too long', { cause });
    if (!isPermission(code)) throw cause;
    const { remedy } = ERRORS.imsg_no_disk_access;
    throw new MediaFailure(`attachment may not be read (${code}). ${remedy}`, { cause });
  }
}

/** A file of several names is none of Messages: one of them may be outside of all roots. */
async function opened(
  { path, bytes }: SourceFile,
  { roots, bytesMax }: SourceLimits,
  files: Files,
): Promise<OpenedFile> {
  // Devices do something when they are opened.
  const seen = await files.look(path);
  if (seen === null) throw new MediaFailure('attachment is not there', { absent: true });
  if (seen.kind === 'link') throw new MediaFailure('attachment path is a symlink');
  if (seen.kind !== 'file') throw new MediaFailure('attachment is not a regular file');
  const file = await openedAt(path, files);
  try {
    if (file.kind !== 'file') throw new MediaFailure('attachment is not a regular file');
    if (file.linkCount !== 1) throw new MediaFailure('attachment has several names (hard links)');
    if (file.bytes > bytesMax) throw tooLarge(bytesMax);
    if (file.bytes === 0 && bytes !== null && bytes > 0)
      throw new MediaFailure('attachment is empty', { absent: true });
    await checkPlace(path, file, roots, files);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

export function tooLarge(bytesMax: number): MediaFailure {
  return new MediaFailure(`attachment exceeds ${bytesMax / 1024 / 1024}MB limit`);
}

async function openedAt(path: string, files: Files): Promise<OpenedFile> {
  try {
    return await files.open(path);
  } catch (error) {
    if (isAbsent(error)) throw new MediaFailure('attachment is not there', { absent: true });
    if (systemCode(error) === 'ELOOP') throw new MediaFailure('attachment path is a symlink');
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
  if (there?.fileKey !== file.fileKey) throw new MediaFailure('attachment was replaced while it was opened');
  if (!isBelow(real, await realRoots(roots, files)))
    throw new MediaFailure('attachment path resolves outside allowed roots');
}
